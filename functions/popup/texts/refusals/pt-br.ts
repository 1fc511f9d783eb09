import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS['pt-BR'];
const menu = MENUS['pt-BR'];
const ACTIVATE = `Feche esta janela e, no Magento (${menu}), clique em ${activate}.`;
const REAUTHORIZE = `Feche esta janela e, no Magento (${menu}), clique em ${reauthorize}.`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = 'Se acontecer de novo, avise o suporte do produto que você está conectando.';
const BASE_URL = `Defina no Magento um endereço https público como Base URL (Stores > Configuration > General > Web) e clique de novo em ${activate}.`;
const AS_MAGENTO = 'Envie cada campo uma só vez, como o Magento faz quando uma integração é ativada.';

export const ptBR = {
  product_unknown: {
    title: 'Esse produto não existe aqui',
    happened: 'O endereço indica um produto que não é oferecido aqui.',
    next: 'Confira no Magento a “Callback URL” e a “Identity link URL” da integração.',
  },
  field_missing: {
    title: 'Falta um campo',
    happened: 'Um campo necessário não foi enviado.',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: 'Um campo foi enviado duas vezes',
    happened: 'Um campo que só pode aparecer uma vez foi enviado mais de uma vez.',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: 'Um campo está malformado',
    happened: 'Um campo não tem a forma que o Magento lhe dá.',
    next: 'Envie o campo exatamente como o Magento: chaves, segredos e verificadores têm 32 caracteres de a-z e 0-9.',
  },
  body_too_large: {
    title: 'A mensagem é grande demais',
    happened: 'Foi enviado mais do que uma ativação contém.',
    next: 'Envie no máximo 8 KB.',
  },
  media_type_unsupported: {
    title: 'Não é um formulário',
    happened: 'O conteúdo da mensagem não é um formulário.',
    next: 'Envie o conteúdo como application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    title: 'Este endereço de loja não pode ser usado',
    happened: 'A Base URL da loja não pode ser chamada pela internet.',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'Abra esta página pelo Magento',
    happened: 'Esta página conclui uma ativação que começa no Magento, e foi aberta sem nenhuma.',
    next: `No Magento, abra ${menu} e clique em ${activate} na integração.`,
  },
  activation_unknown: {
    title: 'O Magento não chegou até nós',
    happened:
      'A mensagem da sua loja com as chaves desta integração não chegou. O Magento a envia para a “Callback URL” da integração e espera a resposta por cinco segundos.',
    next: `Confira no Magento se a “Callback URL” da integração está correta e pode ser acessada pelo seu servidor. Depois feche esta janela e clique de novo em ${activate}.`,
  },
  activation_expired: {
    title: 'Esta tentativa é antiga demais',
    happened: 'Uma tentativa de conexão pode ser concluída em até duas horas; esta começou antes disso.',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: 'Há uma tentativa mais recente',
    happened: 'A integração foi ativada de novo no Magento, e esta janela pertence à tentativa anterior.',
    next: 'Feche esta janela e continue na mais recente.',
  },
  session_missing: {
    title: 'Esta janela perdeu o fio',
    happened: 'O navegador não enviou o cookie com que esta tentativa começou.',
    next: `Permita cookies para este site. ${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'Este formulário não foi aceito',
    happened: 'O formulário não veio da página que mostramos neste navegador.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: 'Confirme para onde ir depois',
    happened: 'A administração do Magento fica em outro host que não o da loja, e isso não foi confirmado.',
    next: 'Volte e marque a caixa que indica o host.',
  },
  move_not_confirmed: {
    title: 'Confirme a mudança',
    happened: 'A loja já está conectada, e a substituição dessa conexão não foi confirmada.',
    next: 'Volte e marque a caixa correspondente.',
  },
  signin_refused: {
    title: 'Você não entrou na conta',
    happened: 'A entrada foi cancelada ou recusada.',
    next: 'Tente entrar novamente.',
  },
  signin_unavailable: {
    title: 'No momento não é possível entrar',
    happened: 'O serviço de login não respondeu como deveria.',
    next: `Tente de novo em um minuto. ${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'Seu login não indica nenhuma conta',
    happened: 'O serviço de login não informou a qual conta você pertence.',
    next: 'Peça ao suporte do produto que você está conectando que associe uma conta ao seu usuário.',
  },
  email_unverified: {
    title: 'Seu e-mail não foi verificado',
    happened:
      'O serviço de login indica um endereço de e-mail que ele não verificou, por isso o endereço não pode representar uma conta.',
    next: 'Verifique seu endereço de e-mail no serviço em que você entra e depois entre novamente.',
  },
  signin_elsewhere: {
    title: 'Continue onde você começou',
    happened: 'O login começou em outro navegador ou em outra janela e voltou para esta.',
    next: 'Feche esta janela e continue na que o Magento abriu.',
  },
  opened_in_two_browsers: {
    title: 'Esta tentativa foi aberta duas vezes',
    happened:
      'Dois navegadores participaram desta tentativa antes que a loja fosse conectada. Por segurança, ela foi interrompida nos dois.',
    next: `Feche todas as janelas dela, clique de novo em ${activate} no Magento e use apenas um navegador. Se o outro navegador não era seu, adicione no Magento uma nova integração com os endereços abaixo: ninguém mais conhece a chave dela.`,
  },
  integration_taken: {
    title: 'Esta integração pertence a outra conta',
    happened: 'A integração já foi conectada a outra conta. Só essa conta pode renová-la.',
    next: `Entre com essa conta; ou adicione no Magento uma nova integração com os endereços abaixo e clique em ${activate}; ou peça ao suporte do produto que transfira a loja. Uma integração trazida por um módulo pode ficar como está.`,
  },
  account_full: {
    title: 'Sua conta já tem o máximo de lojas',
    happened: 'A conta está conectada a tantas lojas quantas o produto permite.',
    next: `Desconecte uma loja de que não precisa mais ou fale com o suporte do produto e depois clique em ${reauthorize} no Magento.`,
  },
  consent_outdated: {
    title: 'Algo mudou desde que você aceitou',
    happened: 'A loja tem uma conexão diferente da que foi mostrada a você.',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'O Magento esperou demais',
    happened: `O Magento aceita a primeira etapa por cinco minutos depois do clique em ${activate}; eles já passaram.`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'O Magento só responde uma vez',
    happened:
      'A loja já respondeu a esta tentativa, mas a resposta não chegou até nós. Não é possível pedi-la de novo.',
    next: `Se a linha mostrar ${reauthorize}, clique nesse botão. Caso contrário, adicione no Magento uma nova integração com os endereços abaixo e clique em ${activate} na linha dela. Exclua a antiga; se um módulo a trouxe, ela pode ficar como está.`,
  },
  access_token_lost: {
    title: 'O Magento só responde uma vez',
    happened: 'A loja emitiu a chave, mas ela não chegou até nós. Não é possível pedi-la de novo.',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'A loja não conhece mais esta tentativa',
    happened: 'O token desta tentativa foi descartado no Magento ou já foi usado.',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'A loja não conhece esta integração',
    happened: 'A integração foi excluída no Magento, ou a loja restaurou um backup.',
    next: `Adicione a integração no Magento de novo e clique em ${activate}.`,
  },
  signature_rejected: {
    title: 'A loja não aceitou nossa assinatura',
    happened:
      'O Magento não conseguiu verificar a requisição. Causas comuns na frente da loja são um proxy que reescreve endereços e um servidor web que repassa o cabeçalho “Host” sem a porta.',
    next: `Confira se a Base URL no Magento é o endereço em que a loja é acessada e se o Magento recebe o cabeçalho “Host” sem alterações (nginx: $http_host em vez de $host). Depois clique de novo em ${activate}. ${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'A loja recusou a conexão',
    happened: 'O Magento respondeu à troca de chaves com uma recusa.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'O relógio do servidor da loja parece errado',
    happened:
      'O Magento compara a hora de cada solicitação com o próprio relógio e a registra. Ele não aceitou a hora da nossa: o relógio dele está atrasado, ou o banco de dados não conseguiu registrá-la.',
    next: `Peça ao seu provedor de hospedagem para acertar o relógio do servidor (NTP). ${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'Um cabeçalho é removido a caminho da loja',
    happened:
      'Segundo o Magento, a solicitação chegou sem chaves. Um servidor web, proxy ou firewall na frente da loja remove o cabeçalho Authorization.',
    next: `Peça ao seu provedor de hospedagem para repassar o cabeçalho Authorization ao Magento. ${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'O certificado da loja não é válido',
    happened:
      'A loja foi alcançada, mas o certificado TLS expirou, é autoassinado, é de outro nome ou vem sem os certificados intermediários.',
    next: `Peça ao seu provedor de hospedagem para instalar um certificado válido com a cadeia completa. ${ACTIVATE}`,
  },
  tls_failed: {
    title: 'Sem conexão segura com a loja',
    happened:
      'A loja foi alcançada, mas não oferece nenhuma versão de TLS a partir da 1.2, ou nenhum TLS neste endereço.',
    next: `Peça ao seu provedor de hospedagem para ativar o TLS 1.2 ou 1.3. ${ACTIVATE}`,
  },
  store_error: {
    title: 'A loja informa um erro',
    happened: 'O Magento respondeu com um erro interno. A causa está no registro dele.',
    next: `Peça a quem cuida da sua loja para consultar o registro do Magento (var/log, var/report). ${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: 'A integração não tem permissões',
    happened: 'A loja nos deu uma chave, mas a chave não abre nada.',
    next: `No Magento, dê à integração as permissões de que ela precisa (aba “API”) e clique em ${reauthorize}.`,
  },
  store_address_refused: {
    title: 'Este endereço de loja não pode ser usado',
    happened: 'O endereço da loja não é público, ou o nome dela é desconhecido.',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'Não foi possível acessar a loja',
    happened: 'A conexão com a loja falhou antes de qualquer pedido.',
    next: `Confira se a Base URL da loja pode ser acessada pela internet e clique de novo em ${activate} no Magento.`,
  },
  store_timeout: {
    title: 'A loja não respondeu',
    happened: 'A loja recebeu o pedido e não deu uma resposta completa a tempo.',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'A loja está ocupada ou em manutenção',
    happened: 'A loja pediu para voltarmos mais tarde.',
    next: `Espere alguns minutos e clique de novo em ${activate} no Magento.`,
  },
  store_invalid_response: {
    title: 'A resposta da loja é ilegível',
    happened:
      'O Magento não responde assim: há um firewall, uma página de manutenção ou um redirecionamento no caminho.',
    next: `Libere as requisições a oauth/ e rest/ abaixo da Base URL e clique de novo em ${activate} no Magento.${perhaps}`,
  },
  request_ambiguous: {
    title: 'Esta requisição não pode ser assinada',
    happened: 'Nem todo Magento leria o endereço do mesmo jeito, então a assinatura não poderia ser conferida.',
    next: 'Envie cada parâmetro uma só vez, com um nome e um valor.',
  },
  consent_declined: {
    title: 'Loja não conectada',
    happened: 'Você recusou. Nada foi conectado.',
    next: `Feche esta janela. Para conectar mesmo assim, clique em ${activate} no Magento.`,
  },
  consent_timed_out: {
    title: 'Ninguém aceitou',
    happened: 'A pergunta sobre conectar a loja não foi respondida a tempo.',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'A loja pertence a outra conta',
    happened: 'Nesse meio-tempo, a loja foi conectada a outra conta.',
    next: `Adicione no Magento uma nova integração com os endereços abaixo, clique em ${activate} e confirme a mudança; ou peça ao suporte do produto que transfira a loja.`,
  },
  interrupted: {
    title: 'A conexão foi interrompida',
    happened: 'Nosso serviço parou no meio desta tentativa.',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'Algo deu errado do nosso lado',
    happened: 'Um erro imprevisto encerrou esta tentativa. Ele foi registrado.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
