import { FileError } from './exit.ts';
import { processIo } from './io.ts';
import { main, report } from './main.ts';

const words = process.argv.slice(2);
try {
  process.cwd();
} catch {
  // Node cannot tell its name either.
  process.chdir('/');
  process.exit(
    report(
      new FileError('the working directory no longer exists; change to a different one'),
      words,
      processIo(),
    ),
  );
}
void main(words, processIo()).then((code) => {
  process.exit(code);
});
