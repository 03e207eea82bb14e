import { endpoint } from '../endpoint'
import type { DangerPhones } from './danger-schemas'

/** The organisations of this community that mend a danger, to phone before it is reported; kept on the phone. */
export const listDangerPhones = endpoint<Record<string, never>, DangerPhones>({
  method: 'GET',
  path: '/danger-phones',
  access: 'public',
  errors: [],
})
