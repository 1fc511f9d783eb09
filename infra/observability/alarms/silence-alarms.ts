import type { Metrics } from '../metrics.ts';
import { DAY, type HarmAlarms, HOUR, together } from './harm-alarm.ts';

/** The longest that an alarm can look back (`PutMetricAlarm`: 604,800 seconds). */
const WEEK_DAYS = 7;
/** From here on, a day counts as busy. With fewer, days without any would come too often by chance. */
const BUSY_CALLBACKS = 3;

/** What raises no error anywhere: things that do not happen. */
export function silenceAlarms(metrics: Metrics): HarmAlarms {
  const { callbacks, refused, unanswered } = metrics;
  const quiet = 'FILL(callbacks, 0) == 0';
  const busyDays = `RUNNING_SUM(IF(FILL(callbacks, 0) >= ${BUSY_CALLBACKS}, 1, 0))`;
  return {
    SignInsStuck: {
      harm: 'Merchants open the popup and get no further: five or more within the hour, and not one answered whether to connect. Your sign-in may be refusing Handfast.',
      metric: unanswered.with({ period: HOUR }),
      from: 5,
    },
    CallbacksRefused: {
      harm: 'Merchants who activate the integration are refused: within the hour, five or more stores sent an address that cannot be called.',
      metric: refused.with({ period: HOUR }),
      from: 5,
    },
    TrafficStopped: {
      harm: 'Merchants may not reach you at all: no store was activated for a day, after six days with three or more each.',
      metric: together(`IF(${quiet} AND ${busyDays} >= ${WEEK_DAYS - 1}, 1, 0)`, { callbacks }, DAY),
      from: 1,
      periods: WEEK_DAYS,
    },
  };
}
