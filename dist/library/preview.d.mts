/**
 * What `puppetlb diff --format json` prints: what changes, which action that needs, and which agents move.
 */
export interface Preview {
    /**
     * The version of this format. It changes when programs that read it must change.
     */
    format_version: 2;
    /**
     * The current configuration, as named on the command line.
     */
    before: string;
    /**
     * The inventory, as it was named on the command line.
     */
    after: string;
    /**
     * The HAProxy version that the preview is for.
     */
    haproxy: string;
    /**
     * Whether both mean the same to HAProxy.
     */
    is_same: boolean;
    /**
     * What gets worse for the agents of a pool (DANGER in the text).
     */
    risks: Risk[];
    /**
     * What the whole change needs. Without `running`, assuming that HAProxy runs the old configuration.
     */
    action: "nothing" | "runtime" | "reload";
    /**
     * Why HAProxy needs a reload although commands could make every change.
     */
    reload_reason?: string;
    /**
     * Commands for a stats socket with level admin, in order. Empty if one of the changes needs a reload. With `reload_reason`, HAProxy would refuse them.
     */
    commands: string[];
    /**
     * Commands for a stats socket with level admin, to send after the reload because a state file undoes a part of the change.
     */
    commands_after_reload?: string[];
    /**
     * The differences that matter to HAProxy, with secrets masked.
     */
    changes: Change[];
    /**
     * Open connections of PCP pools that stay where they are; they can last for days.
     */
    open_connections?: {
        /**
         * The pool.
         */
        pool: string;
        /**
         * Where they stay: in the old worker, or on servers that leave rotation.
         */
        stay: "old-worker" | "server";
        /**
         * The servers that leave rotation.
         */
        servers: string[];
        /**
         * Milliseconds after which HAProxy ends the old worker; absent if it never does.
         */
        hard_stop_after?: number;
    }[];
    running?: Running;
    /**
     * The pools that change.
     */
    pools: Pool[];
    /**
     * The text diff, with --unified.
     */
    unified?: string;
}
/**
 * Something that is worse after the change.
 */
export interface Risk {
    /**
     * The subject of the risk.
     */
    kind: "ca" | "rotation" | "machine" | "listener" | "check" | "state-file" | "date";
    /**
     * The pool; absent if the risk is not about one pool.
     */
    pool?: string;
    /**
     * What is worse, in one sentence.
     */
    message: string;
}
/**
 * One difference.
 */
export interface Change {
    /**
     * What happened.
     */
    kind: "added" | "removed" | "renamed" | "moved" | "changed";
    /**
     * The section: a pool by its name.
     */
    section: string;
    /**
     * The server; absent if the change is not about one server.
     */
    server?: string;
    /**
     * What differs: server, weight, timeout client.
     */
    what: string;
    /**
     * The old value.
     */
    before?: string;
    /**
     * The new value.
     */
    after?: string;
    /**
     * Why the server is out of rotation, from the inventory.
     */
    state_reason?: string;
    /**
     * The day until which it is out of rotation, YYYY-MM-DD.
     */
    until?: string;
    /**
     * The place on both sides.
     */
    at: {
        before?: Place;
        after?: Place;
    };
    /**
     * What this change needs.
     */
    action: "nothing" | "runtime" | "reload";
    /**
     * Why the change needs nothing, or a reload.
     */
    reason?: string;
    /**
     * Lines for the stats socket that make this change.
     */
    commands?: string[];
}
/**
 * A place in a file; without a line if puppetlb added it.
 */
export interface Place {
    /**
     * The file, as named on the command line.
     */
    file: string;
    /**
     * The line, from 1.
     */
    line?: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column?: number;
}
/**
 * The runtime state, with --state.
 */
export interface Running {
    /**
     * The stats socket or the file, as named on the command line.
     */
    source: string;
    /**
     * The version that runs, as HAProxy prints it; absent for a file.
     */
    haproxy?: string;
    /**
     * Seconds since the start; absent for a file.
     */
    uptime?: number;
    /**
     * The differences.
     */
    drift: Drift[];
}
/**
 * A difference between the runtime state and the old configuration.
 */
export interface Drift {
    /**
     * The pool.
     */
    pool: string;
    /**
     * The server; absent if it is about the whole pool.
     */
    server?: string;
    /**
     * What differs; `server` and `section` if one side does not have it.
     */
    what: "state" | "weight" | "address" | "id" | "check" | "check port" | "check address" | "agent" | "agent port" | "agent address" | "server" | "section";
    /**
     * The value in the old configuration; absent if it has none.
     */
    configured?: string;
    /**
     * The value at runtime; absent if there is none. A state is ready, drain or maint.
     */
    running?: string;
    at?: Place1;
    /**
     * What a reload with the new configuration does to it. `partly-undoes`: a state file restores a part of it. `ends`: the server is removed.
     */
    reload: "undoes" | "keeps" | "partly-undoes" | "ends";
    /**
     * Why.
     */
    reason?: string;
}
/**
 * A place in a file; without a line if puppetlb added it.
 */
export interface Place1 {
    /**
     * The file, as named on the command line.
     */
    file: string;
    /**
     * The line, from 1.
     */
    line?: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column?: number;
}
/**
 * A pool on both sides.
 */
export interface Pool {
    /**
     * The name.
     */
    pool: string;
    /**
     * The servers in rotation. Ready servers count as up, except those that `running` reports as down.
     */
    in_rotation: {
        /**
         * Before the change.
         */
        before: string[];
        /**
         * After the change.
         */
        after: string[];
    };
    /**
     * The share of agents that the busiest server gets, 0 to 1.
     */
    busiest: {
        /**
         * Before the change.
         */
        before: number;
        /**
         * After the change.
         */
        after: number;
        /**
         * The share that the busiest server gets if the busiest one fails; absent if no server is left.
         */
        if_one_fails?: number;
    };
    /**
     * Why it cannot be predicted which server an agent reaches; absent if it can.
     */
    unpredictable?: string;
    /**
     * What the prediction assumes.
     */
    conditions: string[];
    /**
     * How the fixed masters of all agents change, if it cannot be predicted which agents move.
     */
    fixed_master?: {
        /**
         * Whether agents lose their fixed master, get one, or get a different one. `emptied`: they lose it once because the reload empties the stick table.
         */
        kind: "lost" | "gained" | "changed" | "emptied";
        /**
         * What decides it now: `balance`, or a `stick` rule.
         */
        before: string;
        /**
         * What decides it after the change.
         */
        after: string;
    };
    /**
     * The share of all possible agents that each server gets, 0 to 1.
     *
     * Items: One server.
     */
    shares: {
        /**
         * Its name. A machine that has a different name after the change is given by its address and both names.
         */
        server: string;
        /**
         * Before the change.
         */
        before: number;
        /**
         * After the change.
         */
        after: number;
    }[];
    /**
     * One for each way HAProxy sees IPv4 clients.
     */
    paths: Path[];
}
/**
 * A path by which agents reach a pool.
 */
export interface Path {
    /**
     * The bind, if there are several paths or the agents of one move to another pool.
     */
    bind?: string;
    /**
     * The share of all possible agents that moves, 0 to 1.
     */
    all_clients?: {
        /**
         * All agents that move.
         */
        moved: number;
        /**
         * Those that move because servers left or joined, or because shares changed.
         */
        moved_by_servers: number;
        /**
         * Those that move only because of the hash.
         */
        moved_by_hash: number;
        /**
         * The error of `moved`; 0 if it was counted and not sampled.
         */
        error: number;
    };
    /**
     * Ways to move fewer agents.
     *
     * Items: A different way to make the change.
     */
    advice: {
        /**
         * What to do: keep the order and add new servers at the end, write ids, or use hash-type consistent with weight 100.
         */
        kind: "append" | "ids" | "consistent";
        /**
         * The share that would move.
         */
        moved: number;
        /**
         * For `consistent`: the share that moves once, when the pool is switched to it.
         */
        once?: number;
    }[];
    clients?: Clients;
}
/**
 * What happens to the listed agents.
 */
export interface Clients {
    /**
     * How many there are.
     */
    total: number;
    /**
     * How many move.
     */
    moved: number;
    /**
     * How many move because servers left or joined, or because shares changed.
     */
    moved_by_servers: number;
    /**
     * How many agents each server has.
     *
     * Items: One server.
     */
    servers: {
        /**
         * Its name; null for agents without a server.
         */
        server: string | null;
        /**
         * Before the change.
         */
        before: number;
        /**
         * After the change.
         */
        after: number;
    }[];
    /**
     * The agents that move.
     *
     * Items: One agent.
     */
    moves: {
        /**
         * Its address.
         */
        client: string;
        /**
         * Its name, where the list has one.
         */
        name?: string;
        /**
         * The server before; null if none.
         */
        from: string | null;
        /**
         * The server after; null if none.
         */
        to: string | null;
    }[];
}
