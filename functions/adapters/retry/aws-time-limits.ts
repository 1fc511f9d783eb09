/**
 * How long one call to an AWS service may take before it is tried again, in milliseconds. The SDK by itself waits for
 * ever, so a connection that died unnoticed would use up a whole invocation, and Magento's five seconds.
 */
export const AWS_TIME_LIMITS = {
  connectionTimeout: 1_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
};
