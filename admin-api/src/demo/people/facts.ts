import type { Role } from '@yike/shared/people/permissions'
import type { Relation } from '@yike/shared/people/relations'

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
export const phone = (n: number) => `1380000${String(n).padStart(4, '0')}`

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
  { username: 'audit', name: '周审计', role: 'auditor' },
  { username: 'property', name: '周师傅', role: 'receiver' },
  { username: 'security', name: '周敏', role: 'security_admin' },
  { username: 'enforcement', name: '许队长', role: 'receiver' },
  { username: 'mediate', name: '孟春梅', role: 'mediator' },
  { username: 'social', name: '林晓', role: 'social_worker' },
  { username: 'lawyer', name: '郭律师', role: 'lawyer' },
]
