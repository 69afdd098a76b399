import { beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const folder = useFolder();
beforeAll(() => {
  const pool = (name: string, bind: string): string =>
    `pools:\n  - name: ${name}\n    bind: ${bind}\n    servers: [{ name: s, address: 10.0.0.2 }]\n`;
  folder.write('a.yaml', pool('compile', '10.0.0.1:8140'));
  folder.write('b.yaml', pool('compile', '10.0.0.1:8140'));
  folder.write('c.yaml', pool('other', '10.0.0.9:8140'));
});

describe('several inventories', () => {
  it('are independent', async () => {
    expect(await runProgram(['lint', 'a.yaml', 'b.yaml', 'c.yaml'], folder.path)).toMatchObject({
      code: 0,
      output: '',
    });
  });

  it('share a balancer where it is said', async () => {
    const { code, output } = await runProgram(
      ['lint', '--together', 'a.yaml', 'b.yaml', 'c.yaml'],
      folder.path,
    );
    expect(code).toBe(1);
    expect(output).toMatchInlineSnapshot(`
      "error[INV101]: pool name "compile" is already taken
        --> b.yaml:2:11
         |
       2 |   - name: compile
         |           ^^^^^^^
        --> a.yaml:2:11
         |
       2 |   - name: compile
         |           ------- first used here
         |
         = help: write another name for this pool

      warning[INV104]: 10.0.0.1:8140 is already bound
        --> b.yaml:3:11
         |
       3 |     bind: 10.0.0.1:8140
         |           ^^^^^^^^^^^^^
        --> a.yaml:3:11
         |
       3 |     bind: 10.0.0.1:8140
         |           ------------- first bound here, by pool "compile"
         |
         = help: write another address or port for one of the two binds

      1 error, 1 warning
      "
    `);
  });
});
