import type { PageTexts } from '../text-shapes.ts';

export const ja = {
  language: '言語',
  store: 'ストア',
  product: '製品',
  account: 'アカウント',
  reference: '参照番号：{reference}',

  sign_in_title: 'ストアを接続する',
  sign_in_asks:
    '{product} がこのストアへのアクセスを求めています。権限は、Magento で「Activate」を押したときに表示されたものです。',
  sign_in_how:
    'ストアを接続する {product} のアカウントでサインインしてください。次のページで同意するまで、何も接続されません。',
  sign_in_button: '{product} にサインイン',
  open_for: 'お急ぎになる必要はありません。この手続きはあと {minutes, plural, other {# 分間}}有効です。',

  connect_title: 'ストアを接続しますか？',
  reconnect_title: 'ストアを再接続しますか？',
  connect_button: '接続する',
  reconnect_button: '再接続する',
  not_now: '今はしない',
  not_you: '別の方ですか？ほかのアカウントを使う',
  gets: '{product} は、Magento で「Activate」を押したときに表示された権限を受け取り、一度だけ動作を確認します。',
  can_end: '接続は Magento でいつでも解除できます。',
  renews: 'このストアは {since, day}からあなたのアカウントに接続されています。キーは新しいものに交換されます。',
  move: 'このストアは別のアカウントに接続されています。自分のアカウントに移します。',
  replace: 'あなたのアカウントは {address} に接続されています。その接続を置き換えます。',
  return_to: '完了後、この Magento の管理画面がある {host} に戻ります。',

  working_title: '接続しています…',
  steps_done: '{done, plural, other {{all} 件中 # 件の手順が完了}}',
  step_keys: 'Magento がキーを送信しました',
  step_answered: 'ストアが応答しました',
  step_agreed: 'あなたが同意しました',
  step_exchanged: 'キーを交換しました',
  step_tested: '接続を確認しました',
  step_connected: 'ストアが接続されました',
  step_done: '完了',
  goes_on: 'このページは自動的に進みます。開いたままお待ちください。',

  done_title: '接続しました',
  done: '{store} は {product} に接続されました。このウィンドウを閉じてください。',
  done_stays: 'Magento に戻るアドレスがないか、Magento のものではないため、移動しませんでした。',
  already_title: 'すでに接続されています',
  already: 'この連携はすでに {product} に接続されています。このウィンドウを閉じてください。',
  already_anew: '接続し直すには、Magento で「Reauthorize」を押してください（System > Extensions > Integrations）。',

  what_next: '次にすること',
  sign_in_again: 'もう一度サインイン',
  back: '確認画面に戻る',
  support: '{product} のサポートに連絡する',
  callback_url: '{product} の Callback URL：',
  identity_link_url: '{product} の Identity link URL：',
} as const satisfies PageTexts;
