import type { Command } from '../command.ts';

/** Serves an editor. */
export const lspCommand: Command = {
  name: 'lsp',
  operands: '',
  most: 0,
  summary: 'Run the language server for an editor.',
  example: 'puppetlb lsp',
  options: [
    { name: 'stdio', summary: 'use standard input and output (always on)' },
    {
      name: 'clientProcessId',
      value: 'PID',
      summary: 'exit when process PID, the editor, exits',
    },
  ],
  async run(_, io) {
    const { serve } = await import('../lsp/serve.ts');
    return serve(io);
  },
};
