/** Id of the product that local mode has. */
export const LOCAL_PRODUCT = 'demo';
