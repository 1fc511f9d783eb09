import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS['pt-BR'];
const menu = MENUS['pt-BR'];

export const ptBR = {
  language: 'Idioma',
  store: 'Loja',
  product: 'Produto',
  account: 'Conta',
  reference: 'Referência: {reference}',

  sign_in_title: 'Conecte sua loja',
  sign_in_asks: `{product} pede acesso a esta loja, com as permissões que o Magento mostrou quando você clicou em ${activate}.`,
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
  gets: `{product} recebe as permissões que o Magento mostrou quando você clicou em ${activate} e as testa uma vez.`,
  can_end: 'Você pode encerrar isso no Magento a qualquer momento.',
  renews: 'Esta loja está conectada à sua conta desde {since, day}. As chaves dela são trocadas por novas.',
  move: 'Passar a loja para a minha conta.',
  return_to: 'Depois, voltar para {host}, onde fica a administração deste Magento.',

  working_title: 'Conectando…',
  steps_done: '{done, plural, one {# de {all} etapas concluída} other {# de {all} etapas concluídas}}',
  step_keys: 'O Magento enviou as chaves',
  step_answered: 'A loja respondeu',
  step_agreed: 'Você aceitou',
  step_exchanged: 'As chaves foram trocadas',
  step_tested: 'A conexão foi testada',
  step_connected: 'A loja está conectada',
  step_done: '(concluído)',
  goes_on: 'Esta página avança sozinha. Deixe-a aberta, por favor.',

  done_title: 'Loja conectada',
  done: '{store} está conectada a {product}. Feche esta janela.',
  done_stays: 'O endereço de volta ao Magento estava ausente ou não é do Magento, por isso não o seguimos.',
  already_title: 'Já conectada',
  already: '{store} está conectada a {product}, e a conexão funciona. Feche esta janela.',
  already_anew: `Para conectá-la de novo, no Magento (${menu}), clique em ${reauthorize}.`,

  choose_title: 'Qual é a sua loja?',
  choose: 'Várias lojas enviaram as chaves desta integração a {product}. Escolha aquela de onde você veio.',
  move_title: 'Transferir sua loja?',
  move_button: 'Transferir',
  moves: 'Esta loja está conectada a outra conta, que vai perdê-la.',
  wait_answered: 'Aguardando a resposta da loja',
  wait_exchanged: 'Trocando chaves com a loja',
  wait_tested: 'Testando a conexão',
  wait_connected: 'Conectando a loja',
  slow: 'A loja está demorando mais que o normal.',
  close: 'Fechar esta janela',
  ended_title: 'Não está mais conectada',
  ended: '{store} foi desconectada de {product}.',
  cut_off: `Você recusou. O Magento encerrou o acesso antigo quando ${reauthorize} foi clicado, por isso a loja fica desconectada até que isso seja concluído.`,
  cut_off_next: `Para voltar a usar a loja, clique em ${reauthorize} no Magento, ou em ${activate} se a linha mostrar isso, e aceite.`,
  stays_title: 'Nada mudou',
  stays_yours: 'Você recusou. A loja continua conectada à sua conta como antes.',
  stays: 'Você recusou. A loja continua conectada como antes.',
  stays_next: `Feche esta janela. Para mudar isso mesmo assim, clique em ${activate} no Magento, ou em ${reauthorize} se a linha mostrar isso.`,
  url_too_long: 'A Base URL da loja tem mais de 2.048 caracteres.',
  url_malformed: 'A Base URL da loja não é um endereço válido.',
  url_not_https: 'A Base URL da loja não começa com https://.',
  url_not_public: 'A Base URL da loja não pode ser acessada pela internet: o host não é público.',
  url_port_not_allowed: 'A Base URL da loja indica uma porta que não é permitida aqui.',
  url_names_user: 'A Base URL da loja contém um nome de usuário ou uma senha.',
  url_has_query: 'A Base URL da loja contém um ponto de interrogação e parâmetros.',
  url_has_fragment: 'A Base URL da loja contém um # e um fragmento.',

  what_next: 'O que fazer agora',
  sign_in_again: 'Entrar novamente',
  back: 'Voltar à pergunta',
  support: 'Falar com o suporte de {product}',
  callback_url: 'Callback URL de {product}:',
  identity_link_url: 'Identity link URL de {product}:',

  start_title: 'Conectar lojas Magento',
  start: 'O Handfast está em execução aqui. Ele conecta lojas Magento ao que está listado abaixo.',
  start_how: `No Magento (${menu}), adicione uma integração com estes dois endereços, marque as permissões, salve e clique em ${activate}.`,
  callback_title: 'Este endereço está correto',
  callback:
    'O Magento envia a mensagem para cá por POST. Informe o endereço exatamente assim; não há nada a fazer no navegador.',
} as const satisfies PageTexts;
