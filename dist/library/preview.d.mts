/**
 * What `puppetlb diff --format json` writes: what would change, what that needs, and whom it moves.
 */
export interface Preview {
    /**
     * The version of this format; it changes when a reader of the format would have to change.
     */
    format_version: 1;
    /**
     * What is there, as it was named on the command line.
     */
    before: string;
    /**
     * The inventory, as it was named on the command line.
     */
    after: string;
    /**
     * The version of HAProxy that the answers are for.
     */
    haproxy: string;
    /**
     * Whether both mean the same to HAProxy.
     */
    is_same: boolean;
    /**
     * What the change takes from those who use a pool.
     */
    dangers: Danger[];
    /**
     * What the whole change needs; without `running`, of an HAProxy that runs as the old configuration says.
     */
    need: "nothing" | "runtime" | "reload";
    /**
     * Why HAProxy must be reloaded although commands would make every change.
     */
    reload_reason?: string;
    /**
     * Lines for a stats socket of level admin that make the change, in their order; none where one of the changes needs a reload. With `reload_reason` HAProxy would refuse them.
     */
    commands: string[];
    /**
     * Lines for a stats socket of level admin once HAProxy has been reloaded: what a state file takes back.
     */
    commands_after_reload?: string[];
    /**
     * The differences that HAProxy makes, secrets masked.
     */
    changes: Change[];
    /**
     * Connections of PCP pools, open for days, that outlive the change.
     */
    open_connections?: {
        /**
         * The pool.
         */
        pool: string;
        /**
         * Where they stay: in the process from before the reload, or on servers that leave rotation.
         */
        stay: "old-worker" | "server";
        /**
         * The servers that leave rotation.
         */
        servers: string[];
        /**
         * Milliseconds after which HAProxy ends the old process; absent where it never does.
         */
        hard_stop_after?: number;
    }[];
    running?: Running;
    /**
     * The pools in which something changes.
     */
    pools: Pool[];
    /**
     * The difference of the texts, where --unified asks for it.
     */
    unified?: string;
}
/**
 * Something that is worse afterwards.
 */
export interface Danger {
    /**
     * What it is about.
     */
    kind: "ca" | "rotation" | "machine" | "listener" | "check" | "state-file" | "date";
    /**
     * The pool, where it is about one.
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
     * What happened to it.
     */
    action: "added" | "removed" | "renamed" | "moved" | "changed";
    /**
     * The section: a pool by its name.
     */
    section: string;
    /**
     * The server, where it is about one.
     */
    server?: string;
    /**
     * What is other: server, weight, timeout client.
     */
    what: string;
    /**
     * What was there.
     */
    before?: string;
    /**
     * What will be there.
     */
    after?: string;
    /**
     * Why the inventory has the server out of rotation.
     */
    state_reason?: string;
    /**
     * The day until which it is out, YYYY-MM-DD.
     */
    until?: string;
    /**
     * Where it stands on both sides.
     */
    at: {
        before?: Place;
        after?: Place;
    };
    /**
     * What this change needs.
     */
    need: "nothing" | "runtime" | "reload";
    /**
     * Why it needs nothing, or a reload.
     */
    reason?: string;
    /**
     * Lines for the stats socket that make this change.
     */
    commands?: string[];
}
/**
 * A place in a file; without a line where puppetlb itself added it.
 */
export interface Place {
    /**
     * The file as it was named.
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
 * What runs, where --state asks for it.
 */
export interface Running {
    /**
     * The stats socket or the file, as it was named.
     */
    source: string;
    /**
     * The version that runs, in HAProxy's words; absent where a file was read.
     */
    haproxy?: string;
    /**
     * Seconds since it was started; absent where a file was read.
     */
    uptime?: number;
    /**
     * What runs otherwise.
     */
    drift: Drift[];
}
/**
 * Something that runs otherwise than the old configuration says.
 */
export interface Drift {
    /**
     * The pool.
     */
    pool: string;
    /**
     * The server; absent where the whole pool is meant.
     */
    server?: string;
    /**
     * What is other; `server` and `section` where one side has no such thing.
     */
    what: "state" | "weight" | "address" | "id" | "check" | "check port" | "check address" | "agent" | "agent port" | "agent address" | "server" | "section";
    /**
     * What the old configuration says; absent where it has no such thing.
     */
    built?: string;
    /**
     * What runs; absent where no such thing does. A state is ready, drain or maint.
     */
    running?: string;
    at?: Place1;
    /**
     * What a start with the new configuration does with it; `mixes`: a state file brings back a part of it; `ends`: its server is removed.
     */
    reload: "undoes" | "keeps" | "mixes" | "ends";
    /**
     * Why.
     */
    reason?: string;
}
/**
 * A place in a file; without a line where puppetlb itself added it.
 */
export interface Place1 {
    /**
     * The file as it was named.
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
     * Its name.
     */
    pool: string;
    /**
     * The servers that take clients, all that are ready being up; those that `running` says to be down count as down on both sides.
     */
    in_rotation: {
        /**
         * What was there.
         */
        before: string[];
        /**
         * What will be there.
         */
        after: string[];
    };
    /**
     * The part of all clients that the busiest server takes.
     */
    busiest: {
        /**
         * What was there.
         */
        before: number;
        /**
         * What will be there.
         */
        after: number;
        /**
         * What the busiest takes once that server fails; absent where none is left.
         */
        if_one_fails?: number;
    };
    /**
     * Why nobody can say who reaches which server; absent where it can be said.
     */
    unknown?: string;
    /**
     * What must hold for the answers to be right.
     */
    conditions: string[];
    /**
     * What becomes of the fixed masters of all agents, where it changes and nobody can say who moves.
     */
    fixed_master?: {
        /**
         * Whether agents lose it, get one, get another one, or lose it once: `emptied`, as the reload empties the stick table.
         */
        kind: "lost" | "gained" | "changed" | "emptied";
        /**
         * What decides it: the words of `balance`, or of a `stick` rule.
         */
        before: string;
        /**
         * What will decide it.
         */
        after: string;
    };
    /**
     * The part of all possible clients that each server takes.
     *
     * Items: One server.
     */
    shares: {
        /**
         * Its name; a machine of the pool that stands behind another name afterwards, by its address and both names.
         */
        server: string;
        /**
         * What was there.
         */
        before: number;
        /**
         * What will be there.
         */
        after: number;
    }[];
    /**
     * One for each way in which HAProxy sees IPv4 clients.
     */
    ways: Way[];
}
/**
 * A way to reach a pool.
 */
export interface Way {
    /**
     * The bind, where there are several ways, or clients of one come to another pool.
     */
    bind?: string;
    /**
     * Of all possible clients the part that reaches another server.
     */
    all_clients?: {
        /**
         * All of them.
         */
        moved: number;
        /**
         * Those that no way of choosing could spare.
         */
        must: number;
        /**
         * The rest.
         */
        needless: number;
        /**
         * How far `moved` may be off; 0 where it was counted and not drawn.
         */
        error: number;
    };
    /**
     * What would spare moves.
     *
     * Items: Another way to make the change.
     */
    advice: {
        /**
         * What to do: append new servers and keep the order, write ids, or use hash-type consistent with weight 100.
         */
        kind: "append" | "ids" | "consistent";
        /**
         * The part that would move then.
         */
        moved: number;
        /**
         * Of `consistent`: the part that moves once, when the pool is changed to it.
         */
        once?: number;
    }[];
    clients?: Clients;
}
/**
 * What becomes of the clients that were listed.
 */
export interface Clients {
    /**
     * How many there are.
     */
    total: number;
    /**
     * How many reach another server.
     */
    moved: number;
    /**
     * How many no way of choosing could spare.
     */
    must: number;
    /**
     * How many each server has.
     *
     * Items: One server.
     */
    servers: {
        /**
         * Its name; null for clients that nobody takes.
         */
        server: string | null;
        /**
         * What was there.
         */
        before: number;
        /**
         * What will be there.
         */
        after: number;
    }[];
    /**
     * Who reaches another server.
     *
     * Items: One client.
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
         * The server before; null where nobody takes it.
         */
        from: string | null;
        /**
         * The server afterwards; null where nobody takes it.
         */
        to: string | null;
    }[];
}
