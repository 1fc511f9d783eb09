import type { PageTexts } from '../text-shapes.ts';

export const ptBR = {
  language: 'Idioma',
  store: 'Loja',
  product: 'Produto',
  account: 'Conta',
  reference: 'Referência: {reference}',

  sign_in_title: 'Conecte sua loja',
  sign_in_asks:
    '{product} pede acesso a esta loja, com as permissões que o Magento mostrou quando você clicou em “Activate”.',
  sign_in_how:
    'Entre com a conta de {product} à qual a loja será conectada. Nada é conectado antes que você aceite na próxima página.',
  sign_in_button: 'Entrar em {product}',
  open_for:
    'Não tenha pressa: esta tentativa fica aberta por mais {minutes, plural, one {# minuto} other {# minutos}}.',

  connect_title: 'Conectar sua loja?',
  reconnect_title: 'Reconectar sua loja?',
  connect_button: 'Conectar',
  reconnect_button: 'Reconectar',
  not_now: 'Agora não',
  not_you: 'Não é você? Usar outra conta',
  gets: '{product} recebe as permissões que o Magento mostrou quando você clicou em “Activate” e as testa uma vez.',
  can_end: 'Você pode encerrar isso no Magento a qualquer momento.',
  renews: 'Esta loja está conectada à sua conta desde {since, day}. As chaves dela são trocadas por novas.',
  move: 'Esta loja está conectada a outra conta. Passá-la para a minha.',
  replace: 'Sua conta está conectada a {address}. Substituir essa conexão.',
  return_to: 'Depois, voltar para {host}, onde fica a administração deste Magento.',

  working_title: 'Conectando…',
  steps_done: '{done, plural, one {# de {all} etapas concluída} other {# de {all} etapas concluídas}}',
  step_keys: 'O Magento enviou as chaves',
  step_answered: 'A loja respondeu',
  step_agreed: 'Você aceitou',
  step_exchanged: 'As chaves foram trocadas',
  step_tested: 'A conexão foi testada',
  step_connected: 'A loja está conectada',
  step_done: 'concluído',
  goes_on: 'Esta página avança sozinha. Deixe-a aberta, por favor.',

  done_title: 'Loja conectada',
  done: '{store} está conectada a {product}. Feche esta janela.',
  done_stays: 'O endereço de volta ao Magento estava ausente ou não é do Magento, por isso não o seguimos.',
  already_title: 'Já conectada',
  already: 'Esta integração já está conectada a {product}. Feche esta janela.',
  already_anew: 'Para conectá-la de novo, clique em “Reauthorize” no Magento (System > Extensions > Integrations).',

  what_next: 'O que fazer agora',
  sign_in_again: 'Entrar novamente',
  back: 'Voltar à pergunta',
  support: 'Falar com o suporte de {product}',
  callback_url: 'Callback URL de {product}:',
  identity_link_url: 'Identity link URL de {product}:',
} as const satisfies PageTexts;
