/* Made of the records in event_records.py by `python -m tests.page.types`. */

/** A span: start, end, the precision of a window, and whether it goes on or has hours. */
export type Span = [number | null, number | null, string?, ("" | "on" | "timed")?];

/** A fact: words, names or an id, the number of a phrase, or a text by language tag. */
export type Said = Record<string, string> | number | string | string[];

export interface ClaimRecord {
  date: number;
  edtf: string;
  spans?: Span[];
  wording?: string;
  source?: number;
}

export interface SourceRecord {
  document: string;
  publisher?: string;
  paragraph?: string;
  url?: string;
  language?: string;
  published?: number;
  accessed?: number;
  issued?: string;
  read?: string;
  date?: number;
  earlier?: boolean;
  quote?: string;
  note?: Record<string, string>;
  facts?: Record<string, Said>;
}

export interface EventRecord {
  id: string;
  title: Record<string, string>;
  date: number;
  heading?: number;
  knowing?: number;
  edtf?: string;
  precision?: string;
  spans?: Span[];
  oneOf?: boolean;
  about?: boolean;
  unsure?: boolean;
  tolerance?: [number, number];
  zone?: string;
  instants?: string[];
  kind: string;
  status?: string;
  importance?: "high" | "low";
  place?: string;
  venue?: Record<string, string>;
  parties?: string[];
  series?: string;
  partOf?: string;
  origin?: string;
  description?: Record<string, string>;
  aliases?: string[];
  disputed?: boolean;
  conflicts?: ClaimRecord[];
  previously?: ClaimRecord;
  sources?: SourceRecord[];
  facts?: Record<string, Said>;
}
