import { type Buttons, ENGLISH_BUTTONS } from '../../domain/refusals/buttons.ts';
import type { Language } from './languages.ts';

const NAMES = { activate: 'Activate', reauthorize: 'Reauthorize' } as const;

/** How advice names Magento's buttons. */
export const BUTTONS: Readonly<Record<Language, Buttons>> = {
  en: ENGLISH_BUTTONS,
  de: { ...NAMES, perhaps: ' Steht in der Zeile „Reauthorize“, klicken Sie darauf.' },
  fr: { ...NAMES, perhaps: ' Si la ligne affiche « Reauthorize », cliquez dessus.' },
  es: { ...NAMES, perhaps: ' Si la fila muestra «Reauthorize», pulse ese botón.' },
  it: { ...NAMES, perhaps: ' Se la riga mostra «Reauthorize», premi quel pulsante.' },
  nl: { ...NAMES, perhaps: ' Staat er in de rij ‘Reauthorize’, klik dan daarop.' },
  pl: { ...NAMES, perhaps: ' Jeśli w wierszu widać „Reauthorize”, kliknij ten przycisk.' },
  'pt-BR': { ...NAMES, perhaps: ' Se a linha mostrar “Reauthorize”, clique nesse botão.' },
  ja: { ...NAMES, perhaps: '行に「Reauthorize」と表示されている場合は、それを押してください。' },
};
