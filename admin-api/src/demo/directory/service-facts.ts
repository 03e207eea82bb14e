import type { ServiceKind } from '@yike/shared/directory/categories'
import { WEEK, WORKDAYS } from '../hours'

export interface DemoService {
  place: string
  kind: ServiceKind
  name: string
  about: string
  eligibility?: string
  minAge?: number
  maxAge?: number
  weeklyLimit?: number
  maxSeats?: number
  priceFen?: number
  fees?: { who: string; priceFen: number }[]
  noteChoices?: string[]
  closesBeforeMinutes?: number
  /** Sittings on these days of the week. */
  sittings: { title: string; weekdays: number[]; from: number; to: number; capacity: number; menu?: string[] }[]
}

export const SERVICES: DemoService[] = [
  {
    place: '颐园长者食堂',
    kind: 'meal',
    name: '午餐',
    about: '在食堂吃或带走。一荤两素一汤。',
    maxSeats: 4,
    priceFen: 1000,
    closesBeforeMinutes: 35,
    sittings: [
      {
        title: '午餐第一批',
        weekdays: WEEK,
        from: 690,
        to: 720,
        capacity: 40,
        menu: ['红烧鸡块', '白菜豆腐', '西红柿鸡蛋', '紫菜汤'],
      },
      {
        title: '午餐第二批',
        weekdays: WEEK,
        from: 720,
        to: 750,
        capacity: 30,
        menu: ['红烧鸡块', '白菜豆腐', '西红柿鸡蛋', '紫菜汤'],
      },
    ],
  },
  {
    place: '颐园长者食堂',
    kind: 'meal',
    name: '晚餐',
    about: '面条、包子、稀饭，配两样小菜。',
    maxSeats: 4,
    priceFen: 1000,
    closesBeforeMinutes: 90,
    sittings: [
      { title: '晚餐', weekdays: WEEK, from: 1020, to: 1080, capacity: 30, menu: ['猪肉白菜包子', '小米粥', '拌黄瓜'] },
    ],
  },
  {
    place: '青山长者食堂',
    kind: 'meal',
    name: '青山午餐',
    about: '份饭，带走。',
    maxSeats: 4,
    priceFen: 1000,
    sittings: [
      { title: '午餐', weekdays: WEEK, from: 660, to: 720, capacity: 25, menu: ['炖排骨', '炒豆芽', '蛋花汤'] },
    ],
  },
  {
    place: '颐园养老服务站',
    kind: 'care',
    name: '上门助浴',
    about: '两位护理员上门，带着洗浴椅，约一个半小时。',
    eligibility: '60 岁以上，行动不便的优先',
    minAge: 60,
    weeklyLimit: 2,
    priceFen: 3000,
    closesBeforeMinutes: 720,
    sittings: [
      { title: '上午', weekdays: WORKDAYS, from: 540, to: 630, capacity: 2 },
      { title: '下午', weekdays: WORKDAYS, from: 840, to: 930, capacity: 2 },
    ],
  },
  {
    place: '颐园养老服务站',
    kind: 'care',
    name: '上门打扫',
    about: '擦灰、拖地、收拾厨房，两小时。',
    eligibility: '60 岁以上独居或高龄',
    minAge: 60,
    weeklyLimit: 1,
    priceFen: 2000,
    closesBeforeMinutes: 720,
    sittings: [{ title: '上午', weekdays: [2, 4], from: 510, to: 630, capacity: 3 }],
  },
  {
    place: '颐园养老服务站',
    kind: 'care',
    name: '适老化改造上门评估',
    about: '看看家里哪儿容易绊、哪儿该装扶手，写一张改造单，符合条件的有补贴。',
    eligibility: '60 岁以上，在家住的',
    minAge: 60,
    priceFen: 0,
    closesBeforeMinutes: 720,
    sittings: [{ title: '下午', weekdays: [2, 4], from: 840, to: 930, capacity: 1 }],
  },
  {
    place: '颐园养老服务站',
    kind: 'loan',
    name: '借轮椅、助行器',
    about: '带身份证来取，不收押金。用完擦干净还回来。',
    sittings: [],
  },
  {
    place: '颐园活动室',
    kind: 'loan',
    name: '借活动室',
    about: '唱歌、下棋、开小会，用完把椅子摆回去。',
    sittings: [],
  },
  {
    place: '老周理发',
    kind: 'care',
    name: '上门理发',
    about: '老周带着家伙上门，一刻钟理好。',
    minAge: 60,
    priceFen: 1000,
    sittings: [{ title: '上门', weekdays: [3], from: 540, to: 660, capacity: 4 }],
  },
  {
    place: '颐园书屋',
    kind: 'course',
    name: '书法课',
    about: '笔墨纸都有，零基础也行。',
    sittings: [{ title: '书法', weekdays: [3], from: 540, to: 630, capacity: 12 }],
  },
  {
    place: '颐园活动室',
    kind: 'course',
    name: '手机课堂',
    about: '教怎么用微信、挂号、付钱，怎么认骗子。',
    sittings: [{ title: '手机课堂', weekdays: [2, 5], from: 870, to: 960, capacity: 15 }],
  },
  {
    place: '颐园活动室',
    kind: 'course',
    name: '太极拳',
    about: '下雨在室内，天好在广场。',
    sittings: [{ title: '早课', weekdays: [1, 3, 5], from: 420, to: 480, capacity: 30 }],
  },
  {
    place: '四点半课堂',
    kind: 'course',
    name: '四点半课堂',
    about: '放学后写作业、看书，有老师看着。',
    eligibility: '6 到 12 岁，家长签字',
    maxAge: 12,
    sittings: [],
  },
  {
    place: '颐园卫生服务站',
    kind: 'health',
    name: '量血压、测血糖',
    about: '空腹来测血糖，带上次的单子。',
    sittings: [
      { title: '上午', weekdays: WEEK, from: 480, to: 600, capacity: 20 },
      { title: '下午', weekdays: WEEK, from: 870, to: 1020, capacity: 20 },
    ],
  },
  {
    place: '颐园卫生服务站',
    kind: 'health',
    name: '家庭医生',
    about: '孙医生坐诊，慢病开药、看化验单。',
    weeklyLimit: 1,
    sittings: [{ title: '坐诊', weekdays: [2, 4, 6], from: 540, to: 660, capacity: 10 }],
  },
  {
    place: '颐园卫生服务站',
    kind: 'health',
    name: '流感疫苗',
    about: '60 岁以上免费，带身份证。',
    minAge: 60,
    sittings: [{ title: '接种', weekdays: [1, 4], from: 840, to: 960, capacity: 30 }],
  },
  {
    place: '颐园活动室',
    kind: 'course',
    name: '志愿者培训',
    about: '急救、陪老人说话、看懂消防。工作人员和志愿者都能来，来满发证书。',
    sittings: [],
  },
  {
    place: '颐园社区服务站',
    kind: 'legal',
    name: '律师值班',
    about:
      '郭律师在二楼公共法律服务工作室，一位半小时，不收钱。说的话律师保密；谁约过，社区里只有律师和管法律援助的人看得到。',
    weeklyLimit: 1,
    closesBeforeMinutes: 60,
    sittings: [840, 870, 900, 930, 960, 990].map((from) => ({
      title: '律师值班',
      weekdays: [2],
      from,
      to: from + 30,
      capacity: 1,
    })),
  },
]
