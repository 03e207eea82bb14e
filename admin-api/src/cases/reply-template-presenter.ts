import type { FilledTemplate, ReplyTemplateView } from '@yike/shared/cases/reply-template-schemas'
import { AREA_LEVELS } from '@yike/shared/territory/levels'
import { toApiTime } from '@yike/shared/time/china'
import type { Area } from '../territory/areas'
import type { DescribedTemplate, listKept, templatesForCase } from './reply-templates'

const presentArea = ({ _id, name, level }: Pick<Area, '_id' | 'name' | 'level'>) => ({
  id: String(_id),
  name,
  level: { code: level, label: AREA_LEVELS[level].label },
})

export const presentTemplate = ({ template, area, changedBy }: DescribedTemplate): ReplyTemplateView => ({
  id: String(template._id),
  area: presentArea(area ?? { _id: template.areas[0]!, name: '并走的区域', level: 'community' }),
  name: template.name,
  text: template.text,
  revision: template.revision,
  changedBy,
  changedAt: toApiTime(template.changedAt),
})

export const presentTemplates = ({ items, areas }: Awaited<ReturnType<typeof listKept>>) => ({
  items: items.map(presentTemplate),
  areas: areas.map(presentArea),
})

export const presentFilled = ({
  template,
  text,
  lacks,
}: Awaited<ReturnType<typeof templatesForCase>>[number]): FilledTemplate => ({
  id: String(template._id),
  name: template.name,
  text,
  lacks,
})
