/** What scripts/chromium.mjs has for tests. */
declare module '*/scripts/chromium.mjs' {
  /** A page that is open in Chromium. */
  export interface OpenPage {
    /** The addresses that it asked for, its own among them. */
    readonly requests: readonly string[];
    /** What was written to the console. */
    readonly complaints: readonly string[];
    evaluate(expression: string): Promise<unknown>;
    screenshot(options?: { readonly height?: number }): Promise<Buffer>;
    pdf(): Promise<Buffer>;
    close(): Promise<void>;
  }

  /** How a page is looked at; lengths in CSS pixels. */
  export interface View {
    readonly width: number;
    readonly height?: number;
    readonly scheme?: 'light' | 'dark';
    readonly scale?: number;
  }

  /** Whether there is a Chromium; throws in continuous integration where there is none. */
  export function hasChromium(): boolean;

  /** Starts a Chromium without a window. */
  export function startChromium(): Promise<{
    open(url: string, view: View): Promise<OpenPage>;
    close(): Promise<void>;
  }>;
}
