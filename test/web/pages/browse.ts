import { parse, type HTMLElement } from 'node-html-parser';
import type { Play } from '../../play.ts';

/** An app to send requests to: the whole system, or pages made with other options. */
interface Served {
  system: { app: Pick<Play['system']['app'], 'request'> };
}

const origin = 'http://127.0.0.1';

/** The answer of a page; `at` is the final address after redirects. */
export interface Shown {
  status: number;
  at: string;
  headers: Headers;
  html: string;
  page: HTMLElement;
  /** All that can be read on it, spaces made one. */
  text: string;
}

/** An answer, parsed when someone looks at it: of many only the address counts. */
function shownAs(answer: Omit<Shown, 'page' | 'text'>): Shown {
  let page: HTMLElement | undefined;
  let text: string | undefined;
  return {
    ...answer,
    get page() {
      return (page ??= parse(answer.html));
    },
    get text() {
      return (text ??= this.page.textContent.replace(/\s+/g, ' ').trim());
    },
  };
}

/**
 * A visitor with a browser without JavaScript: keeps the cookie, follows redirects, sends forms as they are; `from` is
 * their network address.
 */
export function browse(play: Served, from?: string) {
  let cookie = '';
  const connection = from === undefined ? {} : { incoming: { socket: { remoteAddress: from } } };

  async function request(path: string, init: RequestInit = {}): Promise<Shown> {
    const response = await play.system.app.request(
      `${origin}${path}`,
      {
        ...init,
        redirect: 'manual',
        headers: { ...(cookie === '' ? {} : { cookie }), ...Object.fromEntries(new Headers(init.headers)) },
      },
      connection,
    );
    const set = response.headers.get('set-cookie');
    if (set) cookie = set.split(';')[0] ?? '';
    const location = response.headers.get('location');
    if (response.status === 303 && location !== null) return request(location);
    const html = await response.text();
    return shownAs({ status: response.status, at: path, headers: response.headers, html });
  }

  /** The fields of the form on a page in their order, with their values or those to fill in; the rest of these follow. */
  function fieldsOf(form: HTMLElement, fill: Record<string, string | readonly string[] | File>): FormData {
    const data = new FormData();
    const left = new Map(Object.entries(fill));
    const fillIn = (name: string) => {
      const value = left.get(name);
      left.delete(name);
      if (value instanceof File) data.append(name, value);
      else for (const one of typeof value === 'string' ? [value] : (value ?? [])) data.append(name, one);
    };
    for (const input of form.querySelectorAll('input, textarea, select')) {
      const name = input.getAttribute('name') ?? '';
      const type = input.getAttribute('type') ?? '';
      if (left.has(name)) fillIn(name);
      if (name === '' || type === 'file' || Object.hasOwn(fill, name)) continue;
      if ((type === 'radio' || type === 'checkbox') && !input.hasAttribute('checked')) continue;
      const value =
        input.tagName === 'TEXTAREA'
          ? input.textContent
          : input.tagName === 'SELECT'
            ? (input.querySelector('option[selected]')?.getAttribute('value') ?? '')
            : (input.getAttribute('value') ?? '');
      data.append(name, value);
    }
    for (const name of left.keys()) fillIn(name);
    return data;
  }

  return {
    get: (path: string) => request(path),
    request,
    setCookie: (value: string) => void (cookie = value),
    cookie: () => cookie,

    signIn: (user: string, wanted?: string) =>
      request('/local/sign-in', {
        method: 'POST',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ user, ...(wanted === undefined ? {} : { return: wanted }) }).toString(),
      }),

    /** Sends the form of a page with these fields filled in; `press` is the button that is pressed. */
    async send(
      shown: Shown,
      fill: Record<string, string | readonly string[] | File>,
      press: Record<string, string> = { do: 'decide' },
    ): Promise<Shown> {
      const form = shown.page.querySelector('main form[method=post]');
      if (!form) throw new Error(`no form on ${shown.at}: ${shown.text}`);
      const data = fieldsOf(form, { ...fill, ...press });
      const [[name, value] = []] = Object.entries(press);
      const button = form.querySelector(`button[name="${name}"][value="${value}"]`);
      // Browsers say how long a form is before they send it.
      const sent = new Response(data);
      const type = sent.headers.get('content-type') ?? '';
      const body = await sent.arrayBuffer();
      return request(button?.getAttribute('formaction') ?? form.getAttribute('action') ?? shown.at, {
        method: 'POST',
        headers: { origin, 'content-type': type, 'content-length': String(body.byteLength) },
        body,
      });
    },
  };
}
