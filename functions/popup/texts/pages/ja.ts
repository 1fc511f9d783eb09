import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS.ja;
const menu = MENUS.ja;

export const ja = {
  language: '言語',
  store: 'ストア',
  product: '製品',
  account: 'アカウント',
  reference: '参照番号：{reference}',

  sign_in_title: 'ストアを接続する',
  sign_in_asks: `{product}がこのストアへのアクセスを求めています。権限は、Magentoで${activate}を押したときに表示されたものです。`,
  sign_in_how:
    'ストアを接続する{product}のアカウントでサインインしてください。次のページで同意するまで、何も接続されません。',
  sign_in_button: '{product}にサインイン',
  open_for: 'お急ぎになる必要はありません。この手続きはあと{minutes, plural, other {#分間}}有効です。',

  connect_title: 'ストアを接続しますか？',
  reconnect_title: 'ストアを再接続しますか？',
  connect_button: '接続する',
  reconnect_button: '再接続する',
  not_now: '今はしない',
  not_you: '別の方ですか？ほかのアカウントを使う',
  gets: `{product}は、Magentoで${activate}を押したときに表示された権限を受け取り、一度だけ動作を確認します。`,
  can_end: '接続はMagentoでいつでも解除できます。',
  renews: 'このストアは{since, day}からあなたのアカウントに接続されています。キーは新しいものに交換されます。',
  move: 'ストアを自分のアカウントに移します。',
  return_to: '完了後、このMagentoの管理画面がある{host}に戻ります。',

  working_title: '接続しています…',
  steps_done: '{done, plural, other {{all}件中#件の手順が完了}}',
  step_keys: 'Magentoがキーを送信しました',
  step_answered: 'ストアが応答しました',
  step_agreed: 'あなたが同意しました',
  step_exchanged: 'キーを交換しました',
  step_tested: '接続を確認しました',
  step_connected: 'ストアが接続されました',
  step_done: '（完了）',
  goes_on: 'このページは自動的に進みます。開いたままお待ちください。',

  done_title: '接続しました',
  done: '{store}は{product}に接続されました。このウィンドウを閉じてください。',
  done_stays: 'Magentoに戻るアドレスがないか、Magentoのものではないため、移動しませんでした。',
  already_title: 'すでに接続されています',
  already: '{store}は{product}に接続されており、接続は正常です。このウィンドウを閉じてください。',
  already_anew: `接続し直すには、Magento（${menu}）で${reauthorize}を押してください。`,

  choose_title: 'どのストアですか？',
  choose: '複数のストアがこの連携のキーを{product}に送信しました。開いていたストアを選んでください。',
  move_title: 'ストアを移しますか？',
  move_button: '移す',
  moves: 'このストアは別のアカウントに接続されています。移すと、そのアカウントの接続は失われます。',
  wait_answered: 'ストアの応答を待っています',
  wait_exchanged: 'ストアとキーを交換しています',
  wait_tested: '接続を確認しています',
  wait_connected: 'ストアを接続しています',
  slow: 'ストアの応答に通常より時間がかかっています。',
  close: 'このウィンドウを閉じる',
  ended_title: '接続は解除されています',
  ended: '{store}は{product}から切断されました。',
  cut_off: `接続を見送りました。${reauthorize}を押した時点でMagentoは以前のアクセスを取り消したため、手続きが完了するまでストアは切断されたままです。`,
  cut_off_next: `ストアを再び利用するには、Magentoで${reauthorize}を、行に${activate}と表示されている場合はそちらを押し、同意してください。`,
  url_too_long: 'ストアのBase URLが2,048文字を超えています。',
  url_malformed: 'ストアのBase URLが正しいアドレスではありません。',
  url_not_https: 'ストアのBase URLがhttps://で始まっていません。',
  url_not_public: 'ストアのBase URLのホストが公開されていないため、インターネットから接続できません。',
  url_port_not_allowed: 'ストアのBase URLに、ここでは許可されていないポートが含まれています。',
  url_names_user: 'ストアのBase URLにユーザー名またはパスワードが含まれています。',
  url_has_query: 'ストアのBase URLに疑問符とパラメーターが含まれています。',
  url_has_fragment: 'ストアのBase URLに#とそれに続く部分が含まれています。',

  what_next: '次にすること',
  sign_in_again: 'もう一度サインイン',
  back: '確認画面に戻る',
  support: '{product}のサポートに連絡する',
  callback_url: '{product}のCallback URL：',
  identity_link_url: '{product}のIdentity link URL：',

  start_title: 'Magentoストアの接続',
  start: 'ここではHandfastが動作しています。Magentoストアを以下の製品に接続します。',
  start_how: `Magento（${menu}）で、この2つのアドレスを使ってインテグレーションを追加し、権限を選択して保存し、${activate}を押してください。`,
  callback_title: 'このアドレスは正しいです',
  callback:
    'MagentoはここにPOSTでメッセージを送信します。アドレスをそのまま入力してください。ブラウザーで行うことはありません。',
} as const satisfies PageTexts;
