import { loadFirstCategories } from '../cases/categories'
import type { Migration } from './run'

/** The category tree that a new installation begins with. */
export const caseCategories: Migration = {
  name: '0001-case-categories',
  run: async () => void (await loadFirstCategories()),
}
