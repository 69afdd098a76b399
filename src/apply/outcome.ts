/** Why a change is undone, or cannot be. */
export type Reason =
  /** The new configuration never answered. */
  | { readonly kind: 'silent' | 'refused'; readonly log: readonly string[] }
  /** It answered, and does not any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unowned'; readonly binds: readonly string[] }
  | { readonly kind: 'emptied'; readonly pools: readonly string[] }
  | { readonly kind: 'command'; readonly command: string; readonly answer: string }
  | { readonly kind: 'disk'; readonly message: string }
  /** A person did not want it, or did not answer. */
  | { readonly kind: 'aborted' | 'unconfirmed' }
  /** Who applied it is gone, or did not end in time. */
  | { readonly kind: 'interrupted' | 'overdue' };

/** Why nothing may be touched any more. */
export type Obstacle =
  | { readonly kind: 'file' | 'reload' | 'ca' | 'rollback-off' }
  /** The old configuration does not answer either. */
  | { readonly kind: 'old-silent'; readonly log: readonly string[] }
  | { readonly kind: 'restore'; readonly message: string };

/** What came of a change. */
export type Outcome =
  | {
      readonly kind: 'confirmed';
      readonly pid: number;
      readonly down: readonly string[];
      /** Commands that failed and whose effect is not needed. */
      readonly undone: readonly string[];
    }
  /** Nothing but files beside the real one had changed. */
  | { readonly kind: 'untouched'; readonly why: Reason }
  | { readonly kind: 'rolled-back'; readonly why: Reason; readonly pid: number }
  | { readonly kind: 'look-now'; readonly why: Reason; readonly obstacle: Obstacle };
