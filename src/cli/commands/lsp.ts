import type { Command } from '../command.ts';

/** Serves an editor. */
export const lspCommand: Command = {
  name: 'lsp',
  operands: '',
  most: 0,
  summary: 'Serves an editor by the language server protocol.',
  example: 'puppetlb lsp',
  options: [
    { name: 'stdio', summary: 'speak over standard input and output, as it always does' },
    {
      name: 'clientProcessId',
      value: 'PID',
      summary: 'end when that process, the editor, does',
    },
  ],
  async run(_, io) {
    const { serve } = await import('../lsp/serve.ts');
    return serve(io);
  },
};
