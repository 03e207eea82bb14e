import { z } from '../zod'
import { TABLE_MAX_COLUMNS, TABLE_MAX_ROWS } from './tables'

const Column = z
  .int()
  .min(0)
  .max(TABLE_MAX_COLUMNS - 1)

/** The reading of a table: for each of some meanings the index of its column, from 0. */
export const columnMapping = <const Code extends string>(codes: readonly [Code, ...Code[]]) =>
  z.partialRecord(z.enum(codes), Column)

/** Rows of a table by their index, from 0. */
export const ChosenRows = z.array(z.int().min(0)).max(TABLE_MAX_ROWS).default([])
