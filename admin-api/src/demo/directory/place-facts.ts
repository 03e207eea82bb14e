import type { PlaceCategory, ServiceKind } from '@yike/shared/directory/categories'
import type { ServiceGroup, ServiceTopic } from '@yike/shared/directory/taxonomy'
import { type Hours, WEEK, OFFICE, ALL, DAY, WORKDAYS } from '../hours'

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

/** Details of the services of a kind beside their own words. */
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
  legal: {
    topic: 'resources',
    groups: [],
    documents: ['身份证', '合同、欠条、病历、传票这些材料'],
    subsidy: '',
  },
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
