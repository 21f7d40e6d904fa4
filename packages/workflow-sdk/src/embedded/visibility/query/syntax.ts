/** A word of the query and where it began, counted from 1. */
export interface Placed {
  readonly position: number;
}

/** What stands on the left: the name of a field. */
export interface FieldName extends Placed {
  readonly name: string;
}

/** What stands on the right, as it was written. */
export interface Literal extends Placed {
  readonly value: string | number | bigint | boolean;
}

export type Operator =
  | "="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "IN"
  | "NOT IN"
  | "STARTS_WITH"
  | "NOT STARTS_WITH"
  | "LIKE"
  | "NOT LIKE"
  | "BETWEEN"
  | "NOT BETWEEN"
  | "IS NULL"
  | "IS NOT NULL";

export type Condition =
  | { readonly kind: "all" | "any"; readonly conditions: readonly Condition[] }
  | { readonly kind: "not"; readonly condition: Condition }
  | {
      readonly kind: "compare";
      readonly field: FieldName;
      readonly operator: Operator;
      /** One; two for BETWEEN, any number for IN, none for IS. */
      readonly values: readonly Literal[];
    };

export interface ParsedQuery {
  /** Absent: everything. */
  readonly where?: Condition;
  readonly groupBy?: FieldName;
}
