import type { PageTexts } from '../text-shapes.ts';

export const es = {
  language: 'Idioma',
  store: 'Tienda',
  product: 'Producto',
  account: 'Cuenta',
  reference: 'Referencia: {reference}',

  sign_in_title: 'Conecte su tienda',
  sign_in_asks:
    '{product} solicita acceso a esta tienda, con los permisos que Magento mostró cuando usted pulsó «Activate».',
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
  gets: '{product} recibe los permisos que Magento mostró cuando usted pulsó «Activate» y los prueba una vez.',
  can_end: 'Puede ponerle fin en Magento en cualquier momento.',
  renews: 'Esta tienda está conectada a su cuenta desde el {since, day}. Sus claves se sustituyen por otras nuevas.',
  move: 'Esta tienda está conectada a otra cuenta. Pasarla a la mía.',
  replace: 'Su cuenta está conectada a {address}. Sustituir esa conexión.',
  return_to: 'Después, volver a {host}, donde está la administración de este Magento.',

  working_title: 'Conectando…',
  steps_done: '{done, plural, one {# paso de {all} completado} other {# pasos de {all} completados}}',
  step_keys: 'Magento ha enviado sus claves',
  step_answered: 'La tienda ha respondido',
  step_agreed: 'Usted ha aceptado',
  step_exchanged: 'Las claves se han intercambiado',
  step_tested: 'La conexión se ha probado',
  step_connected: 'La tienda está conectada',
  step_done: 'hecho',
  goes_on: 'Esta página avanza sola. Déjela abierta, por favor.',

  done_title: 'Tienda conectada',
  done: '{store} está conectada a {product}. Cierre esta ventana.',
  done_stays: 'La dirección de vuelta a Magento faltaba o no es de Magento, así que no la hemos seguido.',
  already_title: 'Ya está conectada',
  already: 'Esta integración ya está conectada a {product}. Cierre esta ventana.',
  already_anew: 'Para conectarla de nuevo, pulse «Reauthorize» en Magento (System > Extensions > Integrations).',

  what_next: 'Qué hacer ahora',
  sign_in_again: 'Iniciar sesión de nuevo',
  back: 'Volver a la pregunta',
  support: 'Contactar con el soporte de {product}',
  callback_url: 'Callback URL de {product}:',
  identity_link_url: 'Identity link URL de {product}:',
} as const satisfies PageTexts;
