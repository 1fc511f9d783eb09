import type { Feature } from '../console-route.ts';
import { deliveryPage, sendDeliveryAgain } from './delivery-page.ts';
import { listDeliveries } from './list-page.ts';
import { sendFailed } from './send-failed.ts';
import { showSending } from './sending-page.ts';

/** Events on their way to the vendor's URLs. */
export const DELIVERIES: Feature = {
  pages: [
    { path: '/deliveries', show: listDeliveries },
    { path: '/deliveries/sending', show: showSending },
    { path: '/deliveries/:id', show: (visit) => deliveryPage(visit) },
  ],
  actions: [sendFailed, sendDeliveryAgain],
};
