/** The text that somebody reads before they file: whom it is for, what to bring, and the rule it follows. */
export interface Guide {
  title: string
  lines: readonly { label: string; text: string }[]
  /** The rule, by its name and articles. */
  source: string
}

/**
 * Legal aid, after 法律援助法 (in force since 2022-01-01). Each article was read in a reprint: 2, 24 and 25 in one of the
 * whole law's questions and answers, 31 and 32 in that of 深圳市司法局 (2024-08-22), 41 in a report about 广东省司法厅 that
 * quotes it whole, 42 on the page of a district (shanzhou.gov.cn). Every province sets its own limit for 经济困难
 * (article 34), so none is named. The community decides nothing: it helps to apply, and the legal aid agency of the
 * district decides.
 */
export const LEGAL_AID_GUIDE: Guide = {
  title: '法律援助给谁、要带什么',
  lines: [
    {
      label: '给谁',
      text: '请不起律师，要的是社保、救助、抚恤金、赡养抚养扶养费、工钱，或者工伤、车祸、看病吃药、污染受了伤害；刑事案子里没请律师的本人和近亲属也能申请。',
    },
    {
      label: '不看穷不穷',
      text: '受虐待、遗弃、家暴的，见义勇为的，再审改判无罪要国家赔偿的，英雄烈士近亲属维护名誉的。',
    },
    {
      label: '不查穷不穷',
      text: '没有固定生活来源的老人、孩子、残疾人，低保等救助对象、优抚对象，要工钱、工伤赔偿的进城务工人员，拿证明来就行。',
    },
    {
      label: '法院会通知',
      text: '刑事案子里的未成年人、视力听力言语残疾人、不能完全辨认自己行为的成年人、可能判无期或死刑的，没请律师的由办案机关通知派律师，不用自己申请。',
    },
    {
      label: '要带',
      text: '身份证，案子的材料（合同、欠条、病历、传票）。家里困难照实说，可以签诚信承诺，法律援助中心也会联网核对。',
    },
    { label: '不要钱', text: '法律援助一分钱不收。批不批由区法律援助中心定，打 12348 也能问。' },
  ],
  source: '《中华人民共和国法律援助法》第二、二十四、二十五、三十一、三十二、四十一、四十二条',
}
