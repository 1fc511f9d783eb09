/** A refusal of Magento's OAuth code: the text that it answers, and 400 (bad input) or 401. */
export class OauthProblem extends Error {
  readonly status: 400 | 401;

  constructor(text: string, status: 400 | 401 = 401) {
    super(text);
    this.name = 'OauthProblem';
    this.status = status;
  }
}
