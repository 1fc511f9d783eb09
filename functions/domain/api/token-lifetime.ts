/** Of access tokens that we issue: RFC 6749 §5.1, `expires_in`. */
export const ACCESS_TOKEN_SECONDS = 60 * 60;
