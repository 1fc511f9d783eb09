import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS.ja;
const menu = MENUS.ja;
const ACTIVATE = `このウィンドウを閉じて、Magento（${menu}）で${activate}を押してください。`;
const REAUTHORIZE = `このウィンドウを閉じて、Magento（${menu}）で${reauthorize}を押してください。`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = '繰り返し起こる場合は、接続しようとしている製品のサポートにお知らせください。';
const BASE_URL = `MagentoのBase URLに公開されたhttpsのアドレスを設定し（Stores > Configuration > General > Web）、もう一度${activate}を押してください。`;
const AS_MAGENTO = '連携を有効にするときのMagentoと同じように、各項目を一度だけ送信してください。';

export const ja = {
  product_unknown: {
    title: 'この製品はありません',
    happened: 'アドレスが示す製品は、ここでは提供されていません。',
    next: 'Magentoで、連携の「Callback URL」と「Identity link URL」を確認してください。',
  },
  field_missing: {
    title: '項目が足りません',
    happened: '必要な項目が送信されませんでした。',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: '項目が重複しています',
    happened: '一度だけ許される項目が、複数回送信されました。',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: '項目の形式が正しくありません',
    happened: '項目がMagentoの形式になっていません。',
    next: 'Magentoとまったく同じ形で送信してください。キー、シークレット、verifierはa-zと0-9の32文字です。',
  },
  body_too_large: {
    title: 'メッセージが大きすぎます',
    happened: '有効化に含まれる量を超えるデータが送信されました。',
    next: '8 KB以内で送信してください。',
  },
  media_type_unsupported: {
    title: 'フォームではありません',
    happened: 'メッセージの内容がフォームではありません。',
    next: '内容をapplication/x-www-form-urlencodedとして送信してください。',
  },
  store_url_refused: {
    title: 'このストアのアドレスは使用できません',
    happened: 'ストアのBase URLは、インターネットから呼び出せるものではありません。',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'このページはMagentoから開いてください',
    happened: 'このページはMagentoで始まる有効化を完了するためのものですが、有効化なしに開かれました。',
    next: `Magentoで${menu}を開き、連携の${activate}を押してください。`,
  },
  activation_unknown: {
    title: 'Magentoからの連絡が届いていません',
    happened:
      'この連携のキーを含むストアからのメッセージが届いていません。Magentoはそれを連携の「Callback URL」に送り、応答を5秒間待ちます。',
    next: `Magentoで、連携の「Callback URL」が正しく、サーバーから到達できることを確認してください。その後、このウィンドウを閉じて、もう一度${activate}を押してください。`,
  },
  activation_expired: {
    title: 'この手続きは古すぎます',
    happened: '接続の手続きは2時間以内に完了する必要がありますが、それより前に始まっています。',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: '新しい手続きが始まっています',
    happened: 'Magentoで連携がもう一度有効にされました。このウィンドウは前の手続きのものです。',
    next: 'このウィンドウを閉じて、新しいウィンドウで続けてください。',
  },
  session_missing: {
    title: '手続きの続きが見つかりません',
    happened: 'この手続きを始めたときのCookieを、ブラウザーが送信しませんでした。',
    next: `このサイトのCookieを許可してください。${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'このフォームは受け付けられませんでした',
    happened: 'このブラウザーに表示したページからのフォームではありませんでした。',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: '完了後の移動先を確認してください',
    happened: 'Magentoの管理画面はストアとは別のホストにありますが、それが確認されていません。',
    next: '前のページに戻り、そのホスト名が書かれたチェックボックスをオンにしてください。',
  },
  move_not_confirmed: {
    title: '変更を確認してください',
    happened: 'ストアはすでに接続されており、その接続を置き換えることが確認されていません。',
    next: '前のページに戻り、該当するチェックボックスをオンにしてください。',
  },
  signin_refused: {
    title: 'サインインできませんでした',
    happened: 'サインインが取り消されたか、拒否されました。',
    next: 'もう一度サインインしてください。',
  },
  signin_unavailable: {
    title: '現在サインインできません',
    happened: 'サインインのサービスが正しく応答しませんでした。',
    next: `1分ほど待ってから、もう一度お試しください。${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'アカウントを特定できません',
    happened: 'あなたがどのアカウントに属するかを、サインインのサービスが知らせませんでした。',
    next: '接続しようとしている製品のサポートに、あなたのユーザーへのアカウントの割り当てを依頼してください。',
  },
  email_unverified: {
    title: 'メールアドレスが確認されていません',
    happened: 'サインインサービスが確認していないメールアドレスのため、アカウントを特定できません。',
    next: 'サインインするサービスでメールアドレスを確認してから、もう一度サインインしてください。',
  },
  signin_elsewhere: {
    title: '始めたウィンドウで続けてください',
    happened: '別のブラウザーまたはウィンドウで始めたサインインが、このウィンドウに戻ってきました。',
    next: 'このウィンドウを閉じて、Magentoが開いたウィンドウで続けてください。',
  },
  opened_in_two_browsers: {
    title: 'この手続きは二か所で開かれました',
    happened: 'ストアが接続される前に、二つのブラウザーがこの手続きを開きました。安全のため、両方で中止しました。',
    next: `この手続きのウィンドウをすべて閉じ、Magentoでもう一度${activate}を押して、一つのブラウザーだけで進めてください。もう一方のブラウザーに心当たりがない場合は、下のアドレスでMagentoに新しい連携を追加してください。そのキーはほかの誰にも知られていません。`,
  },
  integration_taken: {
    title: 'この連携は別のアカウントのものです',
    happened: 'この連携は以前、別のアカウントに接続されました。更新できるのはそのアカウントだけです。',
    next: `そのアカウントでサインインするか、下のアドレスでMagentoに新しい連携を追加して${activate}を押すか、製品のサポートにストアの移動を依頼してください。モジュールが追加した連携はそのままで構いません。`,
  },
  account_full: {
    title: 'アカウントのストア数が上限に達しています',
    happened: 'このアカウントには、製品で許可された数のストアがすでに接続されています。',
    next: `不要なストアの接続を解除するか、製品のサポートに問い合わせてから、Magentoで${reauthorize}を押してください。`,
  },
  consent_outdated: {
    title: '同意の後に状況が変わりました',
    happened: 'ストアの接続が、表示されたものとは異なっていました。',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'Magentoの待ち時間が過ぎました',
    happened: `Magentoが最初の手順を受け付けるのは${activate}を押してから5分間ですが、それが過ぎました。`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'Magentoは一度しか応答しません',
    happened: 'ストアはこの手続きにすでに応答しましたが、その応答が届きませんでした。もう一度求めることはできません。',
    next: `行に${reauthorize}と表示されている場合は、それを押してください。表示されていない場合は、下のアドレスでMagentoに新しい連携を追加し、その行の${activate}を押してください。古い連携は削除してください。モジュールが追加した連携はそのままで構いません。`,
  },
  access_token_lost: {
    title: 'Magentoは一度しか応答しません',
    happened: 'ストアはキーを発行しましたが、届きませんでした。もう一度求めることはできません。',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'ストアはこの手続きを認識しません',
    happened: 'この手続きのトークンは、Magentoで破棄されたか、すでに使用されています。',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'ストアはこの連携を認識しません',
    happened: 'Magentoで連携が削除されたか、ストアがバックアップから復元されました。',
    next: `Magentoで連携を追加し直し、${activate}を押してください。`,
  },
  signature_rejected: {
    title: 'ストアが署名を受け付けませんでした',
    happened:
      'Magentoがリクエストを検証できませんでした。よくある原因は、ストアの手前でアドレスを書き換えるプロキシと、「Host」ヘッダーをポート番号なしで渡すWebサーバーです。',
    next: `MagentoのBase URLが、実際にストアに到達できるアドレスであること、そして「Host」ヘッダーがそのままMagentoに届くこと（nginxでは$hostではなく$http_host）を確認し、もう一度${activate}を押してください。${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'ストアが接続を拒否しました',
    happened: 'Magentoがキーの交換を拒否しました。',
    next: `${ACTIVATE}${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'ストアのサーバーの時計がずれているようです',
    happened:
      'Magentoはリクエストごとの時刻を自分の時計と比べ、記録します。こちらの時刻は受け入れられませんでした。時計が遅れているか、データベースに記録できなかったためです。',
    next: `ホスティング会社に、サーバーの時計を合わせる（NTP）よう依頼してください。${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'ストアに届く前にヘッダーが削除されています',
    happened:
      'Magentoによると、リクエストに鍵が含まれていませんでした。ストアの手前のWebサーバー、プロキシまたはファイアウォールがAuthorizationヘッダーを削除しています。',
    next: `ホスティング会社に、AuthorizationヘッダーをMagentoまで通すよう依頼してください。${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'ストアの証明書が有効ではありません',
    happened:
      'ストアには届きましたが、TLS証明書が期限切れか、自己署名か、別の名前のものか、中間証明書が付いていません。',
    next: `ホスティング会社に、有効な証明書を完全なチェーンで設定するよう依頼してください。${ACTIVATE}`,
  },
  tls_failed: {
    title: 'ストアと安全に接続できません',
    happened: 'ストアには届きましたが、TLS 1.2以降に対応していないか、このアドレスではTLSが使われていません。',
    next: `ホスティング会社に、TLS 1.2または1.3を有効にするよう依頼してください。${ACTIVATE}`,
  },
  store_error: {
    title: 'ストアがエラーを返しました',
    happened: 'Magentoが内部エラーを返しました。原因はMagentoのログに記録されています。',
    next: `ストアの管理担当者に、Magentoのログ（var/log、var/report）を確認するよう依頼してください。${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: '連携に権限がありません',
    happened: 'ストアからキーを受け取りましたが、そのキーでは何も開けません。',
    next: `Magentoで連携に必要な権限を与え（「API」タブ）、${reauthorize}を押してください。`,
  },
  store_address_refused: {
    title: 'このストアのアドレスは使用できません',
    happened: 'ストアのアドレスが公開されていないか、その名前が見つかりません。',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'ストアに到達できません',
    happened: '何も問い合わせないうちに、ストアへの接続に失敗しました。',
    next: `ストアのBase URLにインターネットから到達できることを確認し、Magentoでもう一度${activate}を押してください。`,
  },
  store_timeout: {
    title: 'ストアが応答しませんでした',
    happened: 'ストアは問い合わせを受け取りましたが、時間内に完全な応答を返しませんでした。',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'ストアが混雑中またはメンテナンス中です',
    happened: 'ストアから、後でもう一度試すように求められました。',
    next: `数分待ってから、Magentoでもう一度${activate}を押してください。`,
  },
  store_invalid_response: {
    title: 'ストアの応答を読み取れません',
    happened: 'Magentoの応答ではありません。ファイアウォール、メンテナンスページ、またはリダイレクトが間にあります。',
    next: `Base URL以下のoauth/とrest/へのリクエストを通過させ、Magentoでもう一度${activate}を押してください。${perhaps}`,
  },
  request_ambiguous: {
    title: 'このリクエストには署名できません',
    happened: 'Magentoによってアドレスの読み方が異なるため、署名を検証できません。',
    next: '各パラメーターを、名前と値を一つずつ付けて、一度だけ送信してください。',
  },
  consent_declined: {
    title: '接続しませんでした',
    happened: '接続を見送りました。何も接続されていません。',
    next: `このウィンドウを閉じてください。やはり接続する場合は、Magentoで${activate}を押してください。`,
  },
  consent_timed_out: {
    title: '同意がありませんでした',
    happened: 'ストアを接続するかどうかの質問に、時間内に回答がありませんでした。',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'ストアは別のアカウントのものです',
    happened: 'その間に、ストアが別のアカウントに接続されました。',
    next: `下のアドレスでMagentoに新しい連携を追加して${activate}を押し、移動を承認するか、製品のサポートにストアの移動を依頼してください。`,
  },
  interrupted: {
    title: '接続が中断されました',
    happened: 'この手続きの途中で、こちらの処理が止まりました。',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'こちらで問題が発生しました',
    happened: '予期しないエラーにより、この手続きが終了しました。エラーは記録されています。',
    next: `${ACTIVATE}${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
