import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS.es;
const menu = MENUS.es;

export const es = {
  language: 'Idioma',
  store: 'Tienda',
  product: 'Producto',
  account: 'Cuenta',
  reference: 'Referencia: {reference}',

  sign_in_title: 'Conecte su tienda',
  sign_in_asks: `{product} solicita acceso a esta tienda, con los permisos que Magento mostró cuando usted pulsó ${activate}.`,
  sign_in_how:
    'Inicie sesión con la cuenta de {product} a la que se conectará la tienda. No se conecta nada hasta que lo acepte en la página siguiente.',
  sign_in_button: 'Iniciar sesión en {product}',
  open_for: 'Tómese su tiempo: este intento sigue abierto {minutes, plural, one {# minuto} other {# minutos}} más.',

  connect_title: '¿Conectar su tienda?',
  reconnect_title: '¿Volver a conectar su tienda?',
  connect_button: 'Conectar',
  reconnect_button: 'Volver a conectar',
  not_now: 'Ahora no',
  not_you: '¿No es usted? Usar otra cuenta',
  gets: `{product} recibe los permisos que Magento mostró cuando usted pulsó ${activate} y los prueba una vez.`,
  can_end: 'Puede ponerle fin en Magento en cualquier momento.',
  renews: 'Esta tienda está conectada a su cuenta desde el {since, day}. Sus claves se sustituyen por otras nuevas.',
  move: 'Pasar la tienda a mi cuenta.',
  return_to: 'Después, volver a {host}, donde está la administración de este Magento.',

  working_title: 'Conectando…',
  steps_done: '{done, plural, one {# paso de {all} completado} other {# pasos de {all} completados}}',
  step_keys: 'Magento ha enviado sus claves',
  step_answered: 'La tienda ha respondido',
  step_agreed: 'Usted ha aceptado',
  step_exchanged: 'Las claves se han intercambiado',
  step_tested: 'La conexión se ha probado',
  step_connected: 'La tienda está conectada',
  step_done: '(hecho)',
  goes_on: 'Esta página avanza sola. Déjela abierta, por favor.',

  done_title: 'Tienda conectada',
  done: '{store} está conectada a {product}. Cierre esta ventana.',
  done_stays: 'La dirección de vuelta a Magento faltaba o no es de Magento, así que no la hemos seguido.',
  already_title: 'Ya está conectada',
  already: '{store} está conectada a {product} y la conexión funciona. Cierre esta ventana.',
  already_anew: `Para conectarla de nuevo, en Magento (${menu}), pulse ${reauthorize}.`,

  choose_title: '¿Cuál es su tienda?',
  choose: 'Varias tiendas han enviado las claves de esta integración a {product}. Elija aquella de la que viene.',
  move_title: '¿Trasladar su tienda?',
  move_button: 'Trasladar',
  moves: 'Esta tienda está conectada a otra cuenta, que la perderá.',
  wait_answered: 'Esperando la respuesta de la tienda',
  wait_exchanged: 'Intercambiando claves con la tienda',
  wait_tested: 'Probando la conexión',
  wait_connected: 'Conectando la tienda',
  slow: 'La tienda tarda más de lo habitual.',
  close: 'Cerrar esta ventana',
  ended_title: 'Ya no está conectada',
  ended: '{store} se ha desconectado de {product}.',
  cut_off: `Usted no ha aceptado. Magento retiró el acceso anterior al pulsar ${reauthorize}, así que la tienda queda sin conexión hasta que se complete.`,
  cut_off_next: `Para volver a usar la tienda, pulse ${reauthorize} en Magento, o ${activate} si es lo que muestra la fila, y acepte.`,
  url_too_long: 'La Base URL de la tienda tiene más de 2048 caracteres.',
  url_malformed: 'La Base URL de la tienda no es una dirección válida.',
  url_not_https: 'La Base URL de la tienda no empieza por https://.',
  url_not_public: 'La Base URL de la tienda no es accesible desde internet: su host no es público.',
  url_port_not_allowed: 'La Base URL de la tienda indica un puerto que aquí no está permitido.',
  url_names_user: 'La Base URL de la tienda contiene un nombre de usuario o una contraseña.',
  url_has_query: 'La Base URL de la tienda contiene un signo de interrogación y parámetros.',
  url_has_fragment: 'La Base URL de la tienda contiene un # y un fragmento.',

  what_next: 'Qué hacer ahora',
  sign_in_again: 'Iniciar sesión de nuevo',
  back: 'Volver a la pregunta',
  support: 'Contactar con el soporte de {product}',
  callback_url: 'Callback URL de {product}:',
  identity_link_url: 'Identity link URL de {product}:',

  start_title: 'Conectar tiendas Magento',
  start: 'Aquí funciona Handfast. Conecta tiendas Magento con lo que se indica abajo.',
  start_how: `En Magento (${menu}), añada una integración con estas dos direcciones, marque sus permisos, guárdela y pulse ${activate}.`,
  callback_title: 'Esta dirección es correcta',
  callback:
    'Magento envía su mensaje aquí mediante POST. Introduzca la dirección tal cual; en el navegador no hay nada que hacer.',
} as const satisfies PageTexts;
