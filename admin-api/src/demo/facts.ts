import type { CareBody } from '@yike/shared/care/schemas'
import type { PlaceCategory, ServiceKind } from '@yike/shared/directory/categories'
import type { PremisesState, ServiceGroup, ServiceTopic } from '@yike/shared/directory/taxonomy'
import type { NoticeKind } from '@yike/shared/notices/kinds'
import type { Relation } from '@yike/shared/people/relations'
import type { Role } from '@yike/shared/people/permissions'

/**
 * The demo community: made up, and it says so. Only the names of city, district and street are real. Over 300 lines
 * because it is one table of facts.
 */
export const CENTER = { lng: 118.4935, lat: 37.4605 }
export const COMMUNITY = { name: '颐园社区（演示）', phone: '0546-8000100', street: '文汇街道' }

const WEEK = [1, 2, 3, 4, 5, 6, 7]
const WORKDAYS = [1, 2, 3, 4, 5]
type Hours = [weekdays: number[], from: number, to: number][]
const DAY: Hours = [[WEEK, 480, 1200]]
/** Of public offices, which keep the State Council's calendar too. */
export const OFFICE: Hours = [
  [WORKDAYS, 510, 720],
  [WORKDAYS, 810, 1050],
]
const ALL: Hours = [[WEEK, 0, 1440]]

export interface DemoPlace {
  name: string
  category: PlaceCategory
  address: string
  /** Metres east and north of the middle. */
  at: [east: number, north: number]
  hours: Hours
  about?: string
  accessibility?: string[]
  alert?: string
  organization?: string
  morePhones?: string[]
}

export const PREMISES: {
  name: string
  address: string
  squareMetres: number
  use: string
  owner: string
  state: PremisesState
  note?: string
}[] = [
  {
    name: '社区服务大厅',
    address: '济南路 10 号一楼',
    squareMetres: 320,
    use: '窗口、咨询',
    owner: '颐园社区',
    state: 'in_use',
  },
  {
    name: '养老服务站',
    address: '济南路 10 号二楼',
    squareMetres: 260,
    use: '日间照料',
    owner: '颐园社区',
    state: 'in_use',
  },
  {
    name: '颐园书屋',
    address: '济南路 10 号三楼',
    squareMetres: 180,
    use: '阅览、四点半课堂',
    owner: '颐园社区',
    state: 'in_use',
  },
  {
    name: '文汇家园配建用房',
    address: '文汇家园 1 号楼',
    squareMetres: 210,
    use: '出租给超市',
    owner: '开发公司',
    state: 'misused',
    note: '已发函，约定年底收回',
  },
  {
    name: '黄河路新居配建用房',
    address: '黄河路新居 3 号楼',
    squareMetres: 150,
    use: '空着',
    owner: '开发公司',
    state: 'not_handed_over',
  },
  {
    name: '济南路宿舍门房',
    address: '济南路宿舍南门',
    squareMetres: 40,
    use: '空着',
    owner: '街道办事处',
    state: 'idle',
  },
]

/** What services of a kind say beside their own words. */
export const DETAILS: Record<
  ServiceKind,
  {
    topic: ServiceTopic
    groups: ServiceGroup[]
    documents: string[]
    subsidy: string
  }
> = {
  meal: {
    topic: 'meals',
    groups: [],
    documents: [],
    subsidy: '差的部分由街道补',
  },
  care: { topic: 'elder', groups: ['elder', 'living_alone'], documents: ['身份证'], subsidy: '' },
  course: { topic: 'culture', groups: [], documents: [], subsidy: '' },
  health: { topic: 'health', groups: [], documents: ['医保卡'], subsidy: '' },
  loan: { topic: 'disabled', groups: ['elder', 'disabled'], documents: ['身份证'], subsidy: '' },
}

export const PLACES: DemoPlace[] = [
  {
    name: '颐园长者食堂',
    organization: '东营市颐园餐饮服务有限公司（演示）',
    morePhones: ['0546-8000112'],
    category: 'canteen',
    address: '济南路 12 号',
    at: [150, 90],
    hours: [
      [WEEK, 630, 810],
      [WEEK, 990, 1110],
    ],
    about: '两荤两素一汤，饭菜软和。60 岁以上每餐补 3 元。',
    accessibility: ['ramp', 'toilet'],
  },
  {
    name: '颐园社区服务站',
    category: 'service_station',
    address: '济南路 10 号',
    at: [90, -40],
    hours: OFFICE,
    about: '办证明、登记、咨询，也能代订餐、代约服务。',
    accessibility: ['ramp', 'lift', 'toilet'],
  },
  {
    name: '颐园养老服务站',
    category: 'elder_station',
    address: '济南路 10 号二楼',
    at: [100, -50],
    hours: OFFICE,
    about: '日间照料、助浴、上门照护都从这里约。',
    accessibility: ['ramp', 'lift', 'toilet'],
  },
  {
    name: '颐园卫生服务站',
    category: 'health_station',
    address: '泰安路 3 号',
    at: [-320, 210],
    hours: [
      [WEEK, 480, 690],
      [WEEK, 840, 1020],
    ],
    about: '量血压、测血糖、打疫苗、家庭医生签约。',
    accessibility: ['ramp'],
    alert: '周日下午没有抽血',
  },
  { name: '颐园大药房', category: 'pharmacy', address: '济南路 26 号', at: [380, -160], hours: [[WEEK, 480, 1260]] },
  { name: '便民菜店颐园店', category: 'market', address: '济南路 16 号', at: [-170, -120], hours: [[WEEK, 390, 1140]] },
  {
    name: '文汇农贸市场',
    category: 'market',
    address: '文汇路 88 号',
    at: [620, 300],
    hours: [[WEEK, 360, 1080]],
    about: '二楼有修鞋、配钥匙。',
  },
  {
    name: '好邻居便利店',
    category: 'convenience_store',
    address: '颐园小区南门',
    at: [40, -140],
    hours: [[WEEK, 420, 1380]],
  },
  { name: '七点便利店', category: 'convenience_store', address: '泰安路 15 号', at: [-410, -60], hours: ALL },
  { name: '颐园快递驿站', category: 'parcel_station', address: '颐园小区东门', at: [210, -80], hours: DAY },
  { name: '北门快递柜', category: 'parcel_station', address: '颐园小区北门', at: [-30, 300], hours: ALL },
  {
    name: '老周理发',
    category: 'barber',
    address: '济南路 18 号',
    at: [260, 30],
    hours: [[[2, 3, 4, 5, 6, 7], 540, 1140]],
    about: '60 岁以上 10 元，走不动的可以上门。',
  },
  { name: '新面貌理发店', category: 'barber', address: '文汇路 60 号', at: [520, -240], hours: [[WEEK, 570, 1260]] },
  { name: '洁净洗衣', category: 'laundry', address: '济南路 22 号', at: [330, 70], hours: DAY },
  {
    name: '张师傅维修点',
    category: 'repair',
    address: '颐园 6 号楼下',
    at: [-90, 160],
    hours: [[[1, 2, 3, 4, 5, 6], 510, 1080]],
    about: '修水龙头、换灯、修小家电，先说价再动手。',
  },
  { name: '惠民家政', category: 'housekeeping', address: '泰安路 9 号', at: [-360, 90], hours: DAY },
  {
    name: '颐园书屋',
    category: 'library',
    address: '济南路 10 号三楼',
    at: [110, -30],
    hours: [[[2, 3, 4, 5, 6, 7], 540, 1050]],
    about: '能坐 40 人，有放大镜和大字书。',
    accessibility: ['lift'],
  },
  {
    name: '文汇文化站',
    category: 'library',
    address: '文汇路 30 号',
    at: [700, 120],
    hours: [[WEEK, 510, 1050]],
    accessibility: ['ramp', 'lift', 'toilet', 'parking'],
  },
  { name: '颐园健身广场', category: 'activity', address: '颐园小区中心', at: [-60, 40], hours: ALL },
  { name: '门球场', category: 'activity', address: '泰安路北头', at: [-480, 420], hours: [[WEEK, 360, 1260]] },
  {
    name: '颐园活动室',
    category: 'activity',
    address: '济南路 10 号一楼',
    at: [95, -45],
    hours: [[WEEK, 510, 1260]],
    accessibility: ['ramp', 'toilet'],
  },
  {
    name: '清风公园',
    category: 'park',
    address: '黄河路与济南路口',
    at: [-560, -420],
    hours: ALL,
    accessibility: ['ramp', 'toilet', 'parking'],
  },
  { name: '颐园口袋公园', category: 'park', address: '颐园 9 号楼东', at: [230, 200], hours: ALL },
  {
    name: '小葵花托育园',
    category: 'nursery',
    address: '文汇路 42 号',
    at: [450, 180],
    hours: [[WORKDAYS, 450, 1080]],
  },
  {
    name: '颐园幼儿园',
    category: 'kindergarten',
    address: '泰安路 21 号',
    at: [-250, -330],
    hours: [[WORKDAYS, 450, 1050]],
  },
  {
    name: '农商银行文汇支行',
    category: 'bank',
    address: '文汇路 70 号',
    at: [580, -90],
    hours: [[WORKDAYS, 510, 1020]],
    accessibility: ['ramp'],
  },
  {
    name: '邮政储蓄济南路支行',
    category: 'bank',
    address: '济南路 40 号',
    at: [640, -330],
    hours: [
      [WORKDAYS, 510, 1020],
      [[6], 540, 960],
    ],
  },
  {
    name: '百姓药房',
    category: 'pharmacy',
    address: '泰安路 17 号',
    at: [-440, -150],
    hours: ALL,
    about: '夜里按铃。',
  },
  { name: '青山长者食堂', category: 'canteen', address: '青山路 5 号', at: [-690, 180], hours: [[WEEK, 660, 780]] },
  {
    name: '晨光早餐铺',
    category: 'convenience_store',
    address: '颐园小区西门',
    at: [-200, 20],
    hours: [[WEEK, 330, 600]],
  },
  { name: '修鞋配钥匙', category: 'repair', address: '文汇农贸市场二楼', at: [630, 310], hours: [[WEEK, 480, 1050]] },
  {
    name: '文汇街道社区医院',
    category: 'health_station',
    address: '文汇路 99 号',
    at: [760, 380],
    hours: ALL,
    accessibility: ['ramp', 'lift', 'toilet', 'parking'],
  },
  {
    name: '四点半课堂',
    category: 'activity',
    address: '济南路 10 号四楼',
    at: [105, -25],
    hours: [[WORKDAYS, 960, 1110]],
    accessibility: ['lift'],
  },
]

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
]

export interface DemoResident {
  name: string
  birthYear: number
  phone: string
  home: string
  at: [east: number, north: number]
  elder?: boolean
  family?: { name: string; relation: Relation; birthYear: number; home?: string }[]
}

/** Phone numbers of the range 138 0000: nobody's. */
const phone = (n: number) => `1380000${String(n).padStart(4, '0')}`
export const RESIDENTS: DemoResident[] = [
  {
    name: '王秀英',
    birthYear: 1968,
    phone: phone(101),
    home: '颐园 3 号楼 2 单元 501',
    at: [20, 20],
    family: [
      { name: '李桂兰', relation: 'mother', birthYear: 1944, home: '颐园 3 号楼 1 单元 102' },
      { name: '王德顺', relation: 'father', birthYear: 1942, home: '颐园 3 号楼 1 单元 102' },
    ],
  },
  {
    name: '孙晓梅',
    birthYear: 1979,
    phone: phone(102),
    home: '颐园 7 号楼 1 单元 301',
    at: [-80, 120],
    family: [
      { name: '赵玉芬', relation: 'grandmother', birthYear: 1938 },
      { name: '孙小雨', relation: 'child', birthYear: 2017 },
    ],
  },
  { name: '刘福田', birthYear: 1948, phone: phone(103), home: '颐园 1 号楼 1 单元 101', at: [60, -60], elder: true },
  { name: '陈淑珍', birthYear: 1950, phone: phone(104), home: '颐园 2 号楼 3 单元 202', at: [40, -20], elder: true },
  { name: '张建国', birthYear: 1956, phone: phone(105), home: '颐园 5 号楼 2 单元 602', at: [-120, 60] },
  { name: '赵丽华', birthYear: 1985, phone: phone(106), home: '颐园 6 号楼 1 单元 1102', at: [-100, 150] },
  { name: '周国强', birthYear: 1962, phone: phone(107), home: '颐园 8 号楼 2 单元 402', at: [140, 160] },
  { name: '吴玉兰', birthYear: 1946, phone: phone(108), home: '颐园 9 号楼 1 单元 103', at: [220, 180], elder: true },
  { name: '郑海波', birthYear: 1990, phone: phone(109), home: '颐园 10 号楼 2 单元 1503', at: [180, 60] },
  { name: '冯桂英', birthYear: 1940, phone: phone(110), home: '颐园 4 号楼 1 单元 201', at: [-40, -40], elder: true },
  { name: '马志远', birthYear: 1973, phone: phone(111), home: '颐园 11 号楼 1 单元 802', at: [240, -40] },
  { name: '朱秀芳', birthYear: 1953, phone: phone(112), home: '颐园 12 号楼 2 单元 301', at: [280, 100] },
  { name: '胡永贵', birthYear: 1945, phone: phone(113), home: '颐园 2 号楼 1 单元 102', at: [50, -10], elder: true },
  { name: '林雪', birthYear: 1994, phone: phone(114), home: '颐园 10 号楼 1 单元 1201', at: [190, 70] },
  { name: '何淑英', birthYear: 1949, phone: phone(115), home: '颐园 5 号楼 1 单元 101', at: [-130, 70], elder: true },
  { name: '高明', birthYear: 1981, phone: phone(116), home: '颐园 7 号楼 2 单元 502', at: [-70, 130] },
  { name: '罗玉珍', birthYear: 1958, phone: phone(117), home: '颐园 8 号楼 1 单元 301', at: [130, 150] },
  { name: '梁大海', birthYear: 1966, phone: phone(118), home: '颐园 6 号楼 2 单元 402', at: [-90, 140] },
  { name: '宋春梅', birthYear: 1988, phone: phone(119), home: '颐园 11 号楼 2 单元 1002', at: [250, -50] },
  { name: '许长林', birthYear: 1943, phone: phone(120), home: '颐园 1 号楼 2 单元 202', at: [70, -70], elder: true },
]

export const STAFF: { username: string; name: string; role: Role; grid?: string }[] = [
  { username: 'admin', name: '张海燕', role: 'community_admin' },
  { username: 'clerk', name: '刘敏', role: 'clerk' },
  { username: 'grid', name: '李国强', role: 'grid_worker' },
  { username: 'grid2', name: '王芳', role: 'grid_worker' },
  { username: 'carer', name: '赵护理', role: 'carer' },
  { username: 'cook', name: '孙师傅', role: 'cook' },
]

/** Who visits. Those with a user name see their day on the phone. */
export const CARERS: {
  name: string
  username?: string
  phone: string
  skills: string[]
  services: string[]
  daysOff?: number[]
}[] = [
  {
    name: '赵护理',
    username: 'carer',
    phone: phone(201),
    skills: ['助浴', '测血压', '剪指甲'],
    services: ['上门助浴'],
  },
  {
    name: '孙桂芳',
    phone: phone(202),
    skills: ['助浴', '打扫', '评估'],
    services: ['上门助浴', '上门打扫', '适老化改造上门评估'],
    daysOff: [3],
  },
  { name: '马文静', phone: phone(203), skills: ['打扫'], services: ['上门打扫'] },
]

/** What each service of care asks and what is to be done. The home adaptation visit is configuration only. */
export const VISIT_SERVICES: Record<string, { skills: string[]; tasks: string[] }> = {
  上门助浴: { skills: ['助浴'], tasks: ['助浴', '剪指甲', '测血压'] },
  上门打扫: { skills: ['打扫'], tasks: ['擦灰', '拖地', '收拾厨房'] },
  适老化改造上门评估: {
    skills: ['评估'],
    tasks: ['进门和过道', '卫生间扶手', '灯和插座', '床边', '写改造单'],
  },
}

export const THINGS: { service: string; kind?: 'room'; name: string; number: string; shelf: string }[] = [
  { service: '借轮椅、助行器', name: '轮椅', number: 'LY-01', shelf: '养老服务站门口柜子' },
  { service: '借轮椅、助行器', name: '轮椅', number: 'LY-02', shelf: '养老服务站门口柜子' },
  { service: '借轮椅、助行器', name: '助行器', number: 'ZX-01', shelf: '养老服务站门口柜子' },
  { service: '借轮椅、助行器', name: '助行器', number: 'ZX-02', shelf: '养老服务站门口柜子' },
  { service: '借活动室', kind: 'room', name: '活动室', number: 'HD-1', shelf: '济南路 10 号一楼' },
]

export interface DemoNotice {
  kind: NoticeKind
  title: string
  urgent?: boolean
  daysAgo: number
  /** Hours from now. */
  lasts?: [from: number, to: number]
  concerns?: string
  spares?: string
  body: string
  state?: 'draft' | 'withdrawn'
}
export const NOTICES: DemoNotice[] = [
  {
    kind: 'outage',
    title: '明天停水 8 小时',
    urgent: true,
    daysAgo: 0,
    lasts: [22, 30],
    concerns: '颐园小区 1–6 号楼',
    spares: '7–12 号楼照常',
    body: '济南路供水主管换阀门，明天白天停水。\n今晚请接两桶水备用。来水后先开一会儿水龙头，水清了再用。\n家里有老人行动不便、接不了水的，给网格员打电话，下午五点前我们上门帮着接。',
  },
  {
    kind: 'health',
    title: '60 岁以上流感疫苗免费打',
    daysAgo: 1,
    concerns: '60 岁以上的居民',
    body: '每周一、周四下午两点到四点，在颐园卫生服务站。\n带身份证，打完坐半小时再走。发烧的先别来，打电话问问。',
  },
  {
    kind: 'meal',
    title: '食堂这周的菜单',
    daysAgo: 2,
    body: '周一红烧鸡块，周二炖排骨，周三清蒸鱼，周四肉末茄子，周五饺子。\n周末两天照常，菜少一样，价钱不变。',
  },
  {
    kind: 'activity',
    title: '周六上午修小家电',
    daysAgo: 3,
    lasts: [96, 99],
    concerns: '每户限两件',
    body: '张师傅和志愿者在健身广场，电饭锅、电水壶、台灯都能修。\n零件收成本，手工不要钱。',
  },
  {
    kind: 'safety',
    title: '有人冒充社区的人上门',
    urgent: false,
    daysAgo: 4,
    body: '这两天有人敲门说是社区的，要看身份证、要录脸。社区的人上门都带工作证，也会提前打电话。\n拿不准别开门，打社区电话问。',
  },
  {
    kind: 'policy',
    title: '高龄津贴开始认证',
    daysAgo: 6,
    concerns: '80 岁以上的居民',
    body: '一年认证一次，十二月底前。能来的到服务站，走不动的我们上门。',
  },
  {
    kind: 'affairs',
    title: '第三季度居务公开',
    daysAgo: 9,
    body: '收支、用房、维修资金都贴在服务站门口，也可以来窗口看账。',
  },
  {
    kind: 'outage',
    title: '十号楼电梯检修',
    daysAgo: 12,
    concerns: '10 号楼',
    spares: '其他楼照常',
    body: '十号楼一单元电梯年检，上午九点到十一点停用。',
  },
  {
    kind: 'activity',
    title: '包饺子过冬至',
    daysAgo: 0,
    body: '冬至那天上午在活动室包饺子，六十岁以上的留一份带走。报名看下周通知。',
    state: 'draft',
  },
  {
    kind: 'meal',
    title: '食堂周日休息一天',
    daysAgo: 5,
    body: '灶台检修，周日休息一天。已经订了的自动退。',
    state: 'withdrawn',
  },
]

/** What was reported, in the words of neighbours: category by its leaf, how far it went, how many days ago. */
export interface DemoCase {
  by: number
  words: string
  category: string
  address: string
  daysAgo: number
  until: 'submitted' | 'accepted' | 'in_progress' | 'waiting' | 'resolved' | 'closed' | 'returned' | 'reopened'
  said?: string
  score?: number
  anonymous?: boolean
  photo?: boolean
}
const c = (
  by: number,
  words: string,
  category: string,
  address: string,
  daysAgo: number,
  until: DemoCase['until'],
  more: Partial<DemoCase> = {},
): DemoCase => ({ by, words, category, address, daysAgo, until, ...more })
export const CASES: DemoCase[] = [
  c(0, '3 号楼东边的路灯灭了三天，晚上黑，有老人差点绊倒。', '路灯照明', '颐园 3 号楼东', 4, 'in_progress', {
    said: '线路断在 3 号楼配电箱，配件明天到，周三前换好。',
    photo: true,
  }),
  c(0, '2 单元门禁坏了，谁都能进，夜里不踏实。', '门禁、单元门', '颐园 3 号楼 2 单元', 20, 'closed', {
    said: '换了新的门禁主机，每户的卡照旧能用。',
    score: 3,
  }),
  c(0, '楼下垃圾桶两天没清，味儿很大。', '垃圾清运', '颐园 3 号楼北', 9, 'resolved', {
    said: '已经清走，改成一天清两次。',
    photo: true,
  }),
  c(1, '电梯到 7 楼不开门，孩子被关了几分钟。', '电梯', '颐园 7 号楼 1 单元', 0, 'submitted', { photo: true }),
  c(2, '暖气不热，屋里才 15 度。', '暖气', '颐园 1 号楼 1 单元 101', 1, 'in_progress', {
    said: '管道有气，师傅下午上门放气。',
  }),
  c(3, '楼下饭店油烟往家里飘，窗户都不敢开。', '油烟、异味', '济南路 12 号', 6, 'waiting', {
    said: '请您说一下一般几点最重，我们和城管一起去看。',
  }),
  c(4, '想在 6 号楼前加一条长椅，买菜回来能歇歇。', '健身、座椅', '颐园 6 号楼前', 3, 'accepted'),
  c(5, '嵩山路红绿灯时间太短，老人走不过去。', '出入口、道闸', '嵩山路口', 8, 'returned', {
    said: '这个路口的灯归交警管，我们已经转过去。',
  }),
  c(6, '快递柜占了轮椅坡道。', '台阶、坡道', '颐园 9 号楼', 7, 'in_progress', { said: '物业周五挪柜子。' }),
  c(7, '北门垃圾站两天没清，苍蝇多。', '垃圾清运', '颐园北门', 11, 'in_progress', {
    said: '环卫车坏了一辆，正在调车。',
  }),
  c(8, '楼道里停电动车充电，怕着火。', '电动车充电', '颐园 8 号楼', 0, 'submitted', { anonymous: true, photo: true }),
  c(9, '家门口台阶松了，一踩就晃。', '台阶、坡道', '颐园 4 号楼 1 单元', 5, 'resolved', {
    said: '重新砌好了，三天内先别踩边上。',
  }),
  c(10, '地下车库积水，车轮都没了。', '积水', '颐园 11 号楼车库', 15, 'closed', {
    said: '换了水泵，雨后会再来看。',
    score: 3,
  }),
  c(11, '楼顶漏水，屋里墙皮掉了。', '漏水、外墙', '颐园 12 号楼 2 单元', 18, 'closed', {
    said: '楼顶补了防水，墙面等干透再刷。',
    score: 2,
  }),
  c(12, '井盖松了，车一过咣当响。', '井盖', '北一路', 12, 'closed', { said: '换了防响的井盖。', score: 3 }),
  c(13, '楼上半夜装修，睡不着。', '噪音', '颐园 10 号楼', 2, 'accepted', { anonymous: true }),
  c(14, '健身器材螺丝掉了，孩子在上面玩。', '健身、座椅', '颐园广场', 14, 'closed', {
    said: '都紧了一遍，换了两个轴。',
    score: 3,
  }),
  c(15, '有人在绿地里种菜。', '绿化', '颐园 7 号楼后', 10, 'resolved', {
    said: '和种菜的住户说好了，这周清掉，春天补草。',
  }),
  c(16, '小区里遛狗不牵绳，吓着老人。', '宠物', '颐园广场', 4, 'in_progress', {
    said: '这周早晚各巡一次，先劝后登记。',
  }),
  c(17, '停水一天了没通知。', '停水、水压', '颐园 6 号楼', 0, 'accepted'),
  c(18, '树枝伸到窗户里，刮风打玻璃。', '绿化', '颐园 11 号楼', 13, 'closed', { said: '园林上门剪了。', score: 3 }),
  c(19, '下水道反水，厨房都淹了。', '下水、反水', '颐园 1 号楼 2 单元', 3, 'reopened', { said: '疏通了主管道。' }),
  c(2, '楼道灯不亮，晚上上楼摸黑。', '路灯照明', '颐园 1 号楼', 16, 'closed', { said: '换成感应灯。', score: 3 }),
  c(3, '楼道堆了旧家具，门都开不全。', '楼道堆物', '颐园 2 号楼 3 单元', 6, 'in_progress', {
    said: '和住户说好周末搬走。',
  }),
  c(4, '老鼠从下水口进来。', '蚊虫鼠害', '颐园 5 号楼', 9, 'resolved', { said: '下水口装了网，投了药，别让孩子碰。' }),
  c(5, '单元门关不上，冬天冷风灌。', '门禁、单元门', '颐园 6 号楼 1 单元', 1, 'submitted'),
  c(6, '路面坑太大，电动车摔了两个人。', '路面破损', '泰安路', 7, 'returned', {
    said: '这段路归街道市政所，我们已经报过去。',
  }),
  c(7, '卫生站门口没有扶手。', '台阶、坡道', '泰安路 3 号', 12, 'resolved', {
    said: '扶手装好了，两边都有。',
    photo: true,
  }),
  c(8, '停车把消防通道堵了。', '停车占道', '颐园 10 号楼北', 0, 'submitted', { photo: true }),
  c(9, '想要一个能坐轮椅去的厕所。', '台阶、坡道', '颐园广场', 5, 'accepted'),
  c(10, '燃气表走得太快，怀疑坏了。', '燃气', '颐园 11 号楼', 2, 'in_progress', { said: '燃气公司明天上门验表。' }),
  c(11, '垃圾桶离楼门太近，夏天臭。', '垃圾清运', '颐园 12 号楼', 21, 'closed', { said: '往东挪了十米。', score: 3 }),
  c(12, '楼门口地砖翘起来。', '路面破损', '颐园 2 号楼', 8, 'resolved', { said: '铺平了。' }),
  c(13, '电压不稳，灯一闪一闪。', '停电、电路', '颐园 10 号楼 1 单元', 1, 'in_progress', { said: '供电所今天来查。' }),
  c(14, '楼道好久没打扫。', '楼道保洁', '颐园 5 号楼', 6, 'resolved', { said: '今天扫了，以后每周一、四。' }),
  c(15, '草坪喷头对着人行道。', '绿化', '颐园 7 号楼', 17, 'closed', { said: '调了方向和时间。', score: 3 }),
  c(16, '窗外施工早上六点就响。', '噪音', '济南路', 3, 'waiting', { said: '请您说一下是哪一侧，我们去量。' }),
  c(17, '想请社区教老人用手机挂号。', '社区办事', '颐园 6 号楼', 19, 'closed', {
    said: '手机课堂开了，周二、周五下午。',
    score: 3,
  }),
  c(18, '电梯里的灯坏了。', '电梯', '颐园 11 号楼 2 单元', 4, 'resolved', { said: '换了灯管。' }),
  c(19, '外墙皮往下掉，砸着车。', '漏水、外墙', '颐园 1 号楼', 2, 'in_progress', {
    said: '先拉了警戒线，明天来人敲掉松的。',
    photo: true,
  }),
]

interface DemoCorrection {
  /** Number of the resident. */
  by: number
  place: string
  fields: { field: 'phone' | 'hours' | 'closed'; value: string }[]
}
export const CORRECTIONS: readonly DemoCorrection[] = [
  {
    by: 3,
    place: '颐园大药房',
    fields: [
      { field: 'phone', value: '0546-8000288' },
      { field: 'hours', value: '周日晚上也开，到九点' },
    ],
  },
  { by: 8, place: '修鞋配钥匙', fields: [{ field: 'closed', value: '' }] },
]

/** Residential compounds, with metres east and north of the middle. */
type Corner = [east: number, north: number]
/** Ground of the community, of its two grids, and of the neighbour: corners in metres from the middle. */
export const BORDER: Corner[] = [
  [-1150, -640],
  [1520, -700],
  [1480, 380],
  [820, 960],
  [-1100, 980],
]
export const GRIDS: readonly { name: string; border: Corner[] }[] = [
  {
    name: '第一网格',
    border: [
      [-1150, -640],
      [60, -667],
      [20, 970],
      [-1100, 980],
    ],
  },
  {
    name: '第二网格',
    border: [
      [60, -667],
      [1520, -700],
      [1480, 380],
      [820, 960],
      [20, 970],
    ],
  },
]
export const NEIGHBOUR = {
  name: '黄河社区（演示）',
  phone: '0546-8000200',
  at: [-1700, 120] as Corner,
  border: [
    [-2350, -560],
    [-1150, -640],
    [-1100, 980],
    [-2280, 900],
  ] as Corner[],
}
export const ROADS: readonly { name: string; path: Corner[] }[] = [
  {
    name: '济南路',
    path: [
      [-2500, -60],
      [1700, -20],
    ],
  },
  {
    name: '文汇路',
    path: [
      [560, -900],
      [600, 1200],
    ],
  },
  {
    name: '泰安路',
    path: [
      [-430, -900],
      [-400, 1200],
    ],
  },
  {
    name: '黄河路',
    path: [
      [-2500, 640],
      [1700, 560],
    ],
  },
]

export const COMPOUNDS: readonly { name: string; at: [east: number, north: number] }[] = [
  { name: '颐园小区', at: [-60, 80] },
  { name: '颐园西区', at: [-420, 60] },
  { name: '文汇家园', at: [480, 220] },
  { name: '济南路宿舍', at: [180, -380] },
  { name: '黄河路新居', at: [-900, 760] },
  { name: '东岸花园', at: [1300, -420] },
]

/** Those who live alone and say 我很好 each morning; `by` and `child` count in RESIDENTS. The files are made up too. */
export const CARE: {
  by: number
  child?: { by: number; relation: Relation }
  until: number
  /** Minutes of today they tapped at; left out: not yet. */
  tapped?: number
  pausedDays?: number
  file?: CareBody
}[] = [
  {
    by: 7,
    child: { by: 1, relation: 'mother' },
    until: 10 * 60,
    file: {
      level: 'l2',
      levelFrom: 'assessed',
      dementia: false,
      needs: ['walking', 'bathing', 'hearing'],
      illnesses: '高血压、膝关节置换术后',
      allergies: '青霉素',
      medicines: [
        { name: '硝苯地平控释片', how: '早上一片' },
        { name: '阿司匹林肠溶片', how: '晚饭后一片' },
      ],
      contacts: [{ name: '孙晓梅', relation: '女儿', phone: phone(102) }],
      note: '耳背，多按两次门铃。备用钥匙在对门冯家。',
    },
  },
  { by: 9, until: 9 * 60, tapped: 7 * 60 + 20 },
  { by: 12, until: 10 * 60, pausedDays: 5 },
]
