/** Monday first, as weekdayOf counts from 1. */
export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
