import { admission } from './admission/domain'
import { audit } from './audit/domain'
import { booking } from './booking/domain'
import { care } from './care/domain'
import { cases } from './cases/domain'
import { casework } from './casework/domain'
import { courses } from './courses/domain'
import { directory } from './directory/domain'
import { feeds } from './feeds/domain'
import { files } from './files/domain'
import { hall } from './hall/domain'
import { insight } from './insight/domain'
import { loans } from './loans/domain'
import { matters } from './matters/domain'
import { meals } from './meals/domain'
import { mediation } from './mediation/domain'
import { messages } from './messages/domain'
import { moderation } from './moderation/domain'
import { notices } from './notices/domain'
import { needs } from './needs/domain'
import { office } from './office/domain'
import { open311 } from './open311/domain'
import { people } from './people/domain'
import { privacy } from './privacy/domain'
import { receivers } from './receivers/domain'
import { schedule } from './schedule/domain'
import { territory } from './territory/domain'
import { visits } from './visits/domain'
import { wechat } from './wechat/domain'
import type { Domain } from './domain'

/** Every domain, from the bottom up. A new one is its folder and a line here. */
export const DOMAINS: readonly Domain[] = [
  audit,
  privacy,
  people,
  territory,
  files,
  messages,
  wechat,
  moderation,
  directory,
  notices,
  office,
  receivers,
  matters,
  booking,
  cases,
  admission,
  care,
  hall,
  schedule,
  feeds,
  open311,
  meals,
  visits,
  loans,
  courses,
  mediation,
  needs,
  casework,
  insight,
]
