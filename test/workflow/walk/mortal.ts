import type { Dependencies } from '../../../functions/dependencies.ts';

/** The error that a call gets when its process has died. */
class Died extends Error {
  override name = 'Died' as const;
}

/** Whether a process is to die, and when: at the `left`th call to the world from now, before or after it. */
export interface Fate {
  left: number;
  side: 'before' | 'after';
  dead: boolean;
}

export const immortal = (): Fate => ({ left: Number.POSITIVE_INFINITY, side: 'before', dead: false });

type Ports = Pick<Dependencies, 'store' | 'mailer' | 'workflows' | 'files'>;

/** The ports of a process that dies as its fate says: from then on every call fails, and nothing more is written. */
export function mortal(local: Ports, fate: Fate): Ports {
  async function carryOut(call: () => unknown): Promise<unknown> {
    fate.left -= 1;
    const last = fate.left === 0;
    if (last && fate.side === 'before') fate.dead = true;
    if (fate.dead) throw new Died('the process has died');
    const result = await call();
    if (last) fate.dead = true;
    if (fate.dead) throw new Died('the process has died');
    return result;
  }
  const mortalPort = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name): unknown {
        const method: unknown = Reflect.get(target, name);
        return typeof method === 'function'
          ? (...given: unknown[]) => carryOut(() => Reflect.apply(method, target, given))
          : method;
      },
    });
  const { store, mailer, workflows, files } = local;
  return {
    store: mortalPort(store),
    mailer: mortalPort(mailer),
    workflows: mortalPort(workflows),
    files: mortalPort(files),
  };
}

export const isDeath = (fault: Error) => fault.name === 'Died';
