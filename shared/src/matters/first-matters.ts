import type { MatterResult } from './results'

/** A matter as an office may begin with it. */
export interface FirstMatter {
  name: string
  forWhom: string
  papers: readonly { name: string; note: string }[]
  workdays: number
  result: MatterResult
  basis: string
}

/**
 * A few matters to begin with, made up by this project, to be changed by the office: each province keeps its own list of
 * what a community certifies. The certificate for a notary is the exception that 民发〔2020〕20号 makes for its first item.
 */
export const FIRST_MATTERS: readonly FirstMatter[] = [
  {
    name: '居住情况证明',
    forWhom: '住在本社区、要证明住在这里的人',
    papers: [
      { name: '身份证', note: '有照片的一面和有国徽的一面' },
      { name: '房产证或租房合同', note: '写着地址的那一页' },
    ],
    workdays: 2,
    result: 'certificate',
    basis: '',
  },
  {
    name: '亲属关系情况证明（只给公证处用）',
    forWhom: '公证处要、别处又核不到，户口在或以前在本社区的人',
    papers: [
      { name: '身份证', note: '本人的' },
      { name: '户口簿', note: '首页和本人那一页' },
      { name: '公证处的告知单', note: '写着要社区证明什么' },
    ],
    workdays: 5,
    result: 'certificate',
    basis: '民发〔2020〕20号附件第 1 项的例外',
  },
  {
    name: '高龄津贴申请',
    forWhom: '到了当地规定年纪的老人',
    papers: [
      { name: '身份证', note: '老人本人的' },
      { name: '户口簿', note: '首页和本人那一页' },
      { name: '银行卡', note: '老人本人的，写着卡号的一面' },
    ],
    workdays: 5,
    result: 'referral',
    basis: '',
  },
  {
    name: '最低生活保障申请',
    forWhom: '家里收入低、过日子有困难的人',
    papers: [
      { name: '身份证', note: '全家人的' },
      { name: '户口簿', note: '每一页' },
      { name: '收入的材料', note: '工资条、养老金的存折，有什么带什么' },
    ],
    workdays: 3,
    result: 'referral',
    basis: '',
  },
]
