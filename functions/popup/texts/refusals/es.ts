import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS.es;
const menu = MENUS.es;
const ACTIVATE = `Cierre esta ventana y, en Magento (${menu}), pulse ${activate}.`;
const REAUTHORIZE = `Cierre esta ventana y, en Magento (${menu}), pulse ${reauthorize}.`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = 'Si vuelve a ocurrir, avise al soporte del producto que está conectando.';
const BASE_URL = `Indique en Magento una dirección https pública como Base URL (Stores > Configuration > General > Web) y vuelva a pulsar ${activate}.`;
const AS_MAGENTO = 'Envíe cada campo una sola vez, como hace Magento cuando se activa una integración.';

export const es = {
  product_unknown: {
    title: 'Ese producto no existe aquí',
    happened: 'La dirección nombra un producto que no se ofrece aquí.',
    next: 'Compruebe en Magento la «Callback URL» y la «Identity link URL» de la integración.',
  },
  field_missing: {
    title: 'Falta un campo',
    happened: 'No se envió un campo necesario.',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: 'Un campo se envió dos veces',
    happened: 'Un campo que solo puede aparecer una vez se envió varias veces.',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: 'Un campo está mal formado',
    happened: 'Un campo no tiene la forma que le da Magento.',
    next: 'Envíe el campo exactamente como Magento: claves, secretos y verificadores tienen 32 caracteres de a-z y 0-9.',
  },
  body_too_large: {
    title: 'El mensaje es demasiado grande',
    happened: 'Se envió más de lo que contiene una activación.',
    next: 'Envíe 8 KB como máximo.',
  },
  media_type_unsupported: {
    title: 'No es un formulario',
    happened: 'El contenido del mensaje no es un formulario.',
    next: 'Envíe el contenido como application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    title: 'No se puede usar esta dirección de tienda',
    happened: 'La Base URL de la tienda no es una a la que se pueda llamar desde internet.',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'Abra esta página desde Magento',
    happened: 'Esta página termina una activación que empieza en Magento, y se abrió sin ninguna.',
    next: `En Magento, abra ${menu} y pulse ${activate} en la integración.`,
  },
  activation_unknown: {
    title: 'Magento no ha llegado hasta nosotros',
    happened:
      'No ha llegado el mensaje de su tienda con las claves de esta integración. Magento lo envía a la «Callback URL» de la integración y espera la respuesta cinco segundos.',
    next: `Compruebe en Magento que la «Callback URL» de la integración es correcta y que su servidor puede alcanzarla. Después, cierre esta ventana y vuelva a pulsar ${activate}.`,
  },
  activation_expired: {
    title: 'Este intento es demasiado antiguo',
    happened: 'Un intento de conexión puede terminarse durante dos horas; este empezó antes.',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: 'Hay un intento más reciente',
    happened: 'La integración se activó de nuevo en Magento, y esta ventana pertenece al intento anterior.',
    next: 'Cierre esta ventana y continúe en la más reciente.',
  },
  session_missing: {
    title: 'Esta ventana ha perdido el hilo',
    happened: 'El navegador no envió la cookie con la que empezó este intento.',
    next: `Permita las cookies para este sitio. ${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'No se aceptó este formulario',
    happened: 'El formulario no venía de la página que mostramos en este navegador.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: 'Confirme adónde ir después',
    happened: 'La administración de Magento está en otro host que la tienda, y eso no se confirmó.',
    next: 'Vuelva atrás y marque la casilla que nombra el host.',
  },
  move_not_confirmed: {
    title: 'Confirme el cambio',
    happened: 'La tienda ya está conectada, y no se confirmó que esa conexión se sustituya.',
    next: 'Vuelva atrás y marque la casilla correspondiente.',
  },
  signin_refused: {
    title: 'No se ha iniciado la sesión',
    happened: 'El inicio de sesión se canceló o se rechazó.',
    next: 'Intente iniciar sesión de nuevo.',
  },
  signin_unavailable: {
    title: 'Ahora mismo no se puede iniciar sesión',
    happened: 'El servicio de inicio de sesión no respondió como debía.',
    next: `Inténtelo de nuevo dentro de un minuto. ${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'Su inicio de sesión no indica ninguna cuenta',
    happened: 'El servicio de inicio de sesión no dijo a qué cuenta pertenece usted.',
    next: 'Pida al soporte del producto que está conectando que asigne una cuenta a su usuario.',
  },
  email_unverified: {
    title: 'Su correo electrónico no está verificado',
    happened:
      'El servicio de inicio de sesión indica una dirección de correo que no ha verificado, así que no puede representar ninguna cuenta.',
    next: 'Verifique su dirección de correo donde inicia sesión y vuelva a iniciarla.',
  },
  signin_elsewhere: {
    title: 'Continúe donde empezó',
    happened: 'El inicio de sesión empezó en otro navegador u otra ventana y terminó en esta.',
    next: 'Cierre esta ventana y continúe en la que abrió Magento.',
  },
  opened_in_two_browsers: {
    title: 'Este intento se abrió dos veces',
    happened:
      'Dos navegadores participaron en este intento antes de que la tienda se conectara. Por seguridad, se detuvo en ambos.',
    next: `Cierre todas sus ventanas, pulse de nuevo ${activate} en Magento y use un solo navegador. Si el otro navegador no era suyo, añada en Magento una integración nueva con las direcciones de abajo: nadie más conoce su clave.`,
  },
  integration_taken: {
    title: 'Esta integración pertenece a otra cuenta',
    happened: 'La integración ya se conectó antes a otra cuenta. Solo esa cuenta puede renovarla.',
    next: `Inicie sesión con esa cuenta; o añada en Magento una integración nueva con las direcciones de abajo y pulse ${activate}; o pida al soporte del producto que traslade la tienda. Una integración que trajo un módulo puede quedarse como está.`,
  },
  account_full: {
    title: 'Su cuenta no admite más tiendas',
    happened: 'La cuenta está conectada a tantas tiendas como permite el producto.',
    next: `Desconecte una tienda que ya no necesite o consulte al soporte del producto, y después pulse ${reauthorize} en Magento.`,
  },
  consent_outdated: {
    title: 'Algo ha cambiado desde que aceptó',
    happened: 'La tienda tiene otra conexión distinta de la que se le mostró.',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'Magento esperó demasiado',
    happened: `Magento acepta el primer paso durante cinco minutos después de pulsar ${activate}; ya han pasado.`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'Magento solo responde una vez',
    happened:
      'La tienda ya respondió a este intento, pero su respuesta no nos llegó. No se le puede volver a preguntar.',
    next: `Si la fila muestra ${reauthorize}, pulse ese botón. Si no, añada en Magento una integración nueva con las direcciones de abajo y pulse ${activate} en ella. Elimine la antigua; si la trajo un módulo, puede quedarse como está.`,
  },
  access_token_lost: {
    title: 'Magento solo responde una vez',
    happened: 'La tienda emitió su clave, pero no nos llegó. No se puede volver a pedir.',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'La tienda ya no conoce este intento',
    happened: 'El token de este intento se eliminó en Magento o ya se había usado.',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'La tienda no conoce esta integración',
    happened: 'La integración se eliminó en Magento, o la tienda restauró una copia de seguridad.',
    next: `Añada de nuevo la integración en Magento y pulse ${activate}.`,
  },
  signature_rejected: {
    title: 'La tienda no aceptó nuestra firma',
    happened:
      'Magento no pudo verificar la petición. Causas frecuentes delante de la tienda: un proxy que reescribe direcciones o un servidor web que pasa la cabecera «Host» sin el puerto.',
    next: `Compruebe que la Base URL en Magento es la dirección en la que se alcanza la tienda y que Magento recibe la cabecera «Host» sin cambios (nginx: $http_host en lugar de $host). Después vuelva a pulsar ${activate}. ${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'La tienda rechazó la conexión',
    happened: 'Magento respondió al intercambio de claves con una negativa.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'El reloj del servidor de la tienda parece incorrecto',
    happened:
      'Magento compara la hora de cada solicitud con su propio reloj y la anota. No aceptó la hora de la nuestra: su reloj va atrasado o su base de datos no pudo anotarla.',
    next: `Pida a su proveedor de alojamiento que ajuste el reloj del servidor (NTP). ${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'Se elimina un encabezado de camino a la tienda',
    happened:
      'Magento indica que la solicitud llegó sin claves. Un servidor web, un proxy o un cortafuegos delante de la tienda elimina el encabezado Authorization.',
    next: `Pida a su proveedor de alojamiento que deje pasar el encabezado Authorization hasta Magento. ${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'El certificado de la tienda no es válido',
    happened:
      'Se llegó a la tienda, pero su certificado TLS ha caducado, está autofirmado, es para otro nombre o no incluye los certificados intermedios.',
    next: `Pida a su proveedor de alojamiento que instale un certificado válido con la cadena completa. ${ACTIVATE}`,
  },
  tls_failed: {
    title: 'No hay conexión segura con la tienda',
    happened:
      'Se llegó a la tienda, pero no ofrece ninguna versión de TLS a partir de la 1.2, o ningún TLS en esta dirección.',
    next: `Pida a su proveedor de alojamiento que active TLS 1.2 o 1.3. ${ACTIVATE}`,
  },
  store_error: {
    title: 'La tienda comunica un error',
    happened: 'Magento respondió con un error interno. La causa figura en su registro.',
    next: `Pida a quien mantiene su tienda que consulte el registro de Magento (var/log, var/report). ${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: 'La integración no tiene permisos',
    happened: 'La tienda nos dio una clave, pero la clave no abre nada.',
    next: `En Magento, dé a la integración los permisos que necesita (pestaña «API») y pulse ${reauthorize}.`,
  },
  store_address_refused: {
    title: 'No se puede usar esta dirección de tienda',
    happened: 'La dirección de la tienda no es pública, o su nombre es desconocido.',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'No se puede alcanzar la tienda',
    happened: 'La conexión con la tienda falló antes de preguntarle nada.',
    next: `Compruebe que la Base URL de la tienda se puede alcanzar desde internet y vuelva a pulsar ${activate} en Magento.`,
  },
  store_timeout: {
    title: 'La tienda no respondió',
    happened: 'La tienda recibió la pregunta y no dio una respuesta completa a tiempo.',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'La tienda está ocupada o en mantenimiento',
    happened: 'La tienda pidió que volvamos más tarde.',
    next: `Espere unos minutos y vuelva a pulsar ${activate} en Magento.`,
  },
  store_invalid_response: {
    title: 'La respuesta de la tienda es ilegible',
    happened: 'Magento no responde así: un cortafuegos, una página de mantenimiento o una redirección se interpone.',
    next: `Deje pasar las peticiones a oauth/ y rest/ bajo la Base URL y vuelva a pulsar ${activate} en Magento.${perhaps}`,
  },
  request_ambiguous: {
    title: 'Esta petición no se puede firmar',
    happened: 'No todos los Magento leerían igual la dirección, así que su firma no se podría comprobar.',
    next: 'Envíe cada parámetro una sola vez, con un nombre y un valor.',
  },
  consent_declined: {
    title: 'Tienda no conectada',
    happened: 'Usted no ha aceptado. No se ha conectado nada.',
    next: `Cierre esta ventana. Si quiere conectarla a pesar de todo, pulse ${activate} en Magento.`,
  },
  consent_timed_out: {
    title: 'Nadie ha aceptado',
    happened: 'La pregunta de si conectar la tienda no se respondió a tiempo.',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'La tienda pertenece a otra cuenta',
    happened: 'Entretanto, la tienda se conectó a otra cuenta.',
    next: `Añada en Magento una integración nueva con las direcciones de abajo, pulse ${activate} y confirme el traslado; o pida al soporte del producto que traslade la tienda.`,
  },
  interrupted: {
    title: 'La conexión se interrumpió',
    happened: 'Nuestro servicio se detuvo en mitad de este intento.',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'Algo ha fallado por nuestra parte',
    happened: 'Un error imprevisto puso fin a este intento. Ha quedado registrado.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
