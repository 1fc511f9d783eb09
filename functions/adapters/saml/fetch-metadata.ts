import type { SamlProvider } from '../../domain/integrations/merchant-sign-in.ts';
import type { SendToVendor } from '../http/vendor-request.ts';
import { parseSamlMetadata } from './metadata.ts';
import { MAX_METADATA_LENGTH } from './metadata-document.ts';
import { SamlMetadataError } from './metadata-problems.ts';

/**
 * An identity provider's metadata, as its URL gives them now.
 *
 * @throws VendorFault where it answers nothing; SamlMetadataError for an answer that cannot be used
 */
export async function fetchSamlMetadata(send: SendToVendor, url: string): Promise<SamlProvider> {
  const headers = { accept: 'application/samlmetadata+xml, application/xml, text/xml' };
  const { status, body } = await send({ method: 'GET', url, headers, limitBytes: MAX_METADATA_LENGTH });
  if (status !== 200) throw new SamlMetadataError('not_found');
  if (body === undefined) throw new SamlMetadataError('too_large');
  return parseSamlMetadata(body);
}
