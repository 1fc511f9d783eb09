import { type Buttons, ENGLISH_BUTTONS } from '../../domain/refusals/buttons.ts';
import type { Language } from './languages.ts';

/**
 * How advice names Magento's buttons: as Magento's own translation does, with the English name beside it, since many
 * admins work in English.
 */
export const BUTTONS: Readonly<Record<Language, Buttons>> = {
  en: ENGLISH_BUTTONS,
  de: buttons(
    '„Aktivieren“ (Activate)',
    '„Nochmals genehmigen“ (Reauthorize)',
    (row) => ` Steht in der Zeile ${row}, klicken Sie darauf.`,
  ),
  fr: buttons(
    '« Activez » (Activate)',
    '« Réautoriser » (Reauthorize)',
    (row) => ` Si la ligne affiche ${row}, cliquez dessus.`,
  ),
  es: buttons(
    '«Activar» (Activate)',
    '«Reautorizar» (Reauthorize)',
    (row) => ` Si la fila muestra ${row}, pulse ese botón.`,
  ),
  it: buttons(
    '«Attiva» (Activate)',
    '«Riautorizzare» (Reauthorize)',
    (row) => ` Se la riga mostra ${row}, premi quel pulsante.`,
  ),
  nl: buttons(
    '‘Activeer’ (Activate)',
    '‘Opnieuw autoriseren’ (Reauthorize)',
    (row) => ` Staat er in de rij ${row}, klik dan daarop.`,
  ),
  pl: buttons(
    '„Aktywuj” (Activate)',
    '„Autoryzuj” (Reauthorize)',
    (row) => ` Jeśli w wierszu widać ${row}, kliknij ten przycisk.`,
  ),
  'pt-BR': buttons(
    '“Ativar” (Activate)',
    '“Reautorizar” (Reauthorize)',
    (row) => ` Se a linha mostrar ${row}, clique nesse botão.`,
  ),
  ja: buttons(
    '「有効化」（Activate）',
    '「再認証」（Reauthorize）',
    (row) => `行に${row}と表示されている場合は、それを押してください。`,
  ),
};

/** Where Magento lists its integrations, in its own translation. */
export const MENUS: Readonly<Record<Language, string>> = {
  en: 'System > Extensions > Integrations',
  de: 'System > Erweiterungen > Integrationen',
  fr: 'Système > Extensions > Intégrations',
  es: 'Sistema > Extensiones > Integraciones',
  it: 'Sistema > Estensioni > Integrazioni',
  nl: 'Systeem > Uitbreidingen > Integraties',
  pl: 'System > Rozszerzenia > Integracje',
  'pt-BR': 'Sistema > Extensões > Integrações',
  ja: 'システム > エクステンション > インテグレーション',
};

function buttons(activate: string, reauthorize: string, perhaps: (row: string) => string): Buttons {
  return { activate, reauthorize, perhaps: perhaps(reauthorize) };
}
