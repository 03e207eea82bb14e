import { caseCategories } from './0001-case-categories'
import type { Migration } from './run'

/** Every migration there is. */
export const MIGRATIONS: readonly Migration[] = [caseCategories]
