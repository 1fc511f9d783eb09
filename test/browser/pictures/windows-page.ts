type Size = { readonly width: number; readonly height: number };

export type Shot = {
  readonly title: string;
  readonly address: string;
  /** Base64. */
  readonly png: string;
};

const STYLE = `
  body { margin: 0; font: 13px/1 system-ui, sans-serif; color: #3c4043; }
  main { position: relative; width: 960px; height: 640px; overflow: hidden; background: #fff; }
  figure { position: absolute; margin: 0; border: 1px solid #b9bec4; border-radius: 8px; overflow: hidden; background: #fff; }
  figure.front { box-shadow: 0 10px 34px rgb(0 0 0 / 32%); }
  figcaption { display: flex; align-items: center; gap: 10px; height: 34px; padding: 0 12px; background: #e4e7eb; }
  figcaption i { width: 11px; height: 11px; margin-right: -3px; border-radius: 50%; background: #b4bac1; }
  figcaption span { flex: 1; margin-left: 8px; padding: 6px 10px; border-radius: 11px; background: #fff; }
  img { display: block; }
`;

/** One page with two browser windows, the second in front of the first. */
export function windowsPage(back: Shot, backSize: Size, front: Shot, frontSize: Size): string {
  return `<!doctype html><style>${STYLE}</style><main>
    ${browserWindow(back, backSize, 'left: 0; top: 0')}
    ${browserWindow(front, frontSize, 'right: 6px; bottom: 12px', 'front')}
  </main>`;
}

function browserWindow({ address, png }: Shot, { width, height }: Size, position: string, name = ''): string {
  return `<figure class="${name}" style="${position}">
    <figcaption><i></i><i></i><i></i><span>${address}</span></figcaption>
    <img src="data:image/png;base64,${png}" width="${width}" height="${height}" alt="">
  </figure>`;
}
