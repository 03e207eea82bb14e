import type { ReceiverKind } from '@yike/shared/receivers/kinds'

/** Made-up organisations; the first has the demo account `property`. `duties`: leaves of the category tree. */
export const RECEIVERS: { name: string; kind: ReceiverKind; phone: string; duties: string[]; isStaffed?: true }[] = [
  {
    name: '颐园物业服务中心',
    kind: 'property',
    phone: '0546-8000201',
    duties: ['路灯照明', '垃圾清运', '楼道保洁', '电梯', '门禁、单元门', '漏水、外墙'],
    isStaffed: true,
  },
  { name: '城区供热公司', kind: 'utility', phone: '0546-8000202', duties: ['暖气'] },
  { name: '街道综合执法队', kind: 'street_office', phone: '0546-8000203', duties: ['噪音', '私搭乱建'] },
]
