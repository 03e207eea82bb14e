/**
 * Every refusal the API can give: its HTTP status and the sentence a resident understands. Clients branch on the code,
 * never on the sentence; a verb may give a better sentence where it knows more (a time, a name, the way out).
 */
export const ERRORS = {
  INVALID_INPUT: { status: 400, message: '有一处填得不对，请看提示改一下。' },
  SIGN_IN_REQUIRED: { status: 401, message: '登录以后才能看、才能办。' },
  SESSION_ENDED: { status: 401, message: '登录已过期，请重新登录。' },
  WRONG_CREDENTIALS: { status: 401, message: '账号或密码不对，再看看。' },
  SECOND_FACTOR_NEEDED: { status: 401, message: '再写上验证器里的 6 位动态码。' },
  SECOND_FACTOR_SETUP: { status: 401, message: '管理员登录要用动态码。先在电脑上登录管理台，用手机上的验证器扫一下。' },
  SECOND_FACTOR_WRONG: { status: 401, message: '动态码不对，或者刚刚用过了，等下一个再试。' },
  PHONE_NOT_CONFIRMED: { status: 409, message: '这部手机还没确认，在电脑上“我的账号”里确认，或者请社区管理员确认。' },
  WECHAT_REFUSED: { status: 401, message: '微信没有认出这次登录，请退出小程序再进一次。' },
  SMS_REFUSED: { status: 409, message: '短信没有发出去，看看号码对不对，或者过一会儿再试。' },
  SMS_CODE_WRONG: { status: 401, message: '验证码不对，或者过了 10 分钟，请再要一个。' },
  DEVICE_UNKNOWN: { status: 401, message: '这台机器还没绑好，或已经停用，请工作人员来看一下。' },
  FORBIDDEN: { status: 403, message: '这件事不归您这个岗位办，请找社区管理员。' },
  CSRF: { status: 403, message: '这个页面放得太久了，请刷新后再试。' },
  LINK_EXPIRED: { status: 410, message: '这个链接用过了或者过期了，请再要一个。' },
  NOT_FOUND: { status: 404, message: '没找到，可能已经撤下了。' },
  METHOD_NOT_ALLOWED: { status: 405, message: '这个地址不接受这种请求。' },
  KEY_REQUIRED: { status: 400, message: '少了防重复的编号，请更新后再试。' },
  KEY_REUSED: { status: 409, message: '这次提交和上次的内容不一样，请重新打开页面再交。' },
  CONFLICT: { status: 409, message: '刚刚有人改过，请刷新后再看。' },
  SITTING_FULL: { status: 409, message: '这一批刚满，换一批看看。' },
  SITTING_CLOSED: { status: 409, message: '这一批已经截止了。' },
  SITTING_NOT_OPEN: { status: 409, message: '这一批还没开始预约。' },
  SITTING_CANCELLED: { status: 409, message: '这一批取消了，换一批看看。' },
  SITTING_IN_USE: { status: 409, message: '已经有人预约了，先取消预约再改。' },
  CAPACITY_BELOW_TAKEN: { status: 409, message: '名额不能少于已经订出的份数。' },
  HOLD_LAPSED: { status: 409, message: '占的位子到时间了，请再点一次。' },
  OFFER_LAPSED: { status: 409, message: '这个位子已经让给后面的人了，可以重新排队。' },
  ALREADY_BOOKED: { status: 409, message: '这个时间已经约过了。' },
  OVERLAPS: { status: 409, message: '这个时间已经约了别的，先取消那一个再约。' },
  LIMIT_REACHED: { status: 409, message: '这周的次数已用完，下周一重新算。' },
  BOOKING_PAUSED: { status: 409, message: '最近几次约了没来，先打电话给社区，窗口可以帮您约。' },
  ROOM_TAKEN: { status: 409, message: '这个时间那间屋子已经有别的安排了，换个时间，或者照样排。' },
  NOBODY_FREE: { status: 409, message: '这个时间没有护理员有空，换个时间看看。' },
  NOTHING_FREE: { status: 409, message: '这几天都借出去了，换几天看看。' },
  NOT_ELIGIBLE: { status: 409, message: '这项服务有年龄或对象要求，打电话问问社区。' },
  REAL_NAME_NEEDED: { status: 409, message: '这一项要先核对实名，带身份证到社区窗口看一眼就行。' },
  REAL_NAME_REFUSED: { status: 409, message: '姓名、证件号和手机号没对上，再看看；也可以带身份证到社区窗口。' },
  CANCEL_TOO_LATE: { status: 409, message: '已经过了能取消的时间，请打电话告诉社区。' },
  BOOKING_MOVED: { status: 409, message: '这份预约刚刚变了，请刷新后再看。' },
  FEATURE_OFF: { status: 409, message: '社区现在不办这一项，打电话问问社区。' },
  FEATURE_IN_USE: { status: 409, message: '还有没办完的，看过再关。' },
  HALL_CLOSED: { status: 409, message: '这儿还没开门，开了门再取号。' },
  TICKET_MOVED: { status: 409, message: '这个号刚刚有人动过，请刷新后再看。' },
  DISH_SOLD_OUT: { status: 409, message: '这道菜订完了，换一样。' },
  ALREADY_PAID: { status: 409, message: '这一份已经记过收款了，要改请用更正。' },
  TILL_CLOSED: { status: 409, message: '这一天已经关账了，请窗口人员或管理员来收，会记成更正。' },
  BOOKINGS_OPEN: { status: 409, message: '还有预约没到，也没记没来，看过再关账。' },
  CASE_MOVED: { status: 409, message: '这件事刚刚有人办了一步，请刷新后再看。' },
  CASE_STEP_NOT_ALLOWED: { status: 409, message: '这件事现在走不到这一步。' },
  CASEWORK_CONSENT_NEEDED: { status: 409, message: '做社工个案要先得到本人或监护人的同意，念完说明记下来。' },
  NOTICE_MOVED: { status: 409, message: '这条通知刚刚有人改过，请刷新后再看。' },
  CARE_CONSENT_NEEDED: { status: 409, message: '记健康信息要先得到本人或监护人的同意，看完说明点一下同意。' },
  ALERT_TAKEN: { status: 409, message: '刚刚有同事接了这件事。' },
  ALERT_OVER: { status: 409, message: '这件事已经办完了。' },
  GUARDIAN_CONSENT_NEEDED: { status: 409, message: '不满 14 岁的孩子，要监护人看完说明、点一下同意才能报名。' },
  NOT_ON_LIST: { status: 409, message: '名单上没有这个人，先给监护人打电话，把他怎么说的写下来。' },
  LAST_SESSION: { status: 409, message: '只剩这一次课了，要停就取消整门课。' },
  PHOTO_TAKEN: { status: 409, message: '这张照片已经用在别处了，请重新上传。' },
  NAME_TAKEN: { status: 409, message: '已经有同名的了，换一个名字。' },
  PERSON_KNOWN: { status: 409, message: '可能已经登记过这一位，看一看是不是同一个人。' },
  DUTIES_APART: { status: 409, message: '系统管理、安全管理、审计是三件事，一个账号只能担一件。' },
  ROLE_IN_USE: { status: 409, message: '还有同事在这个岗位上，先给他们换岗位，再删。' },
  PERSON_IN_USE: { status: 409, message: '这位家人还有没完成的预约，先取消再删。' },
  FAMILY_CODE_WRONG: { status: 409, message: '六位码不对，或者过了 10 分钟，请对方再点开一次。' },
  FAMILY_ASKED: { status: 409, message: '已经问过对方了，等对方同意就行。' },
  FAMILY_REQUESTS_OPEN: { status: 409, message: '还有几位没答复，先等一等，或者撤回一个再问。' },
  FAMILY_MOVED: { status: 409, message: '这个请求已经有结果了，请刷新后再看。' },
  TOO_LARGE: { status: 413, message: '文件太大，每张照片不超过 5 MB。' },
  UNSUPPORTED_TYPE: { status: 415, message: '只收 JPEG、PNG、WebP 照片。' },
  UPDATE_REQUIRED: { status: 426, message: '版本太旧了，请关掉小程序重新打开。' },
  TOO_MANY_REQUESTS: { status: 429, message: '点得太快了，歇一会儿再试。' },
  INTERNAL: { status: 500, message: '我们这边出了点问题，已经记下了。过几分钟再试。' },
  WECHAT_UNREACHABLE: { status: 503, message: '微信那边没有回应，过一会儿再试。' },
  DATABASE_UNREACHABLE: { status: 503, message: '系统这会儿存不了也读不到，过一会儿再试。' },
  NOT_SET_UP: { status: 404, message: '社区正在准备开通，过几天再来看看。' },
  NOT_READY: { status: 503, message: '系统正在启动，过一会儿再试。' },
} as const satisfies Record<string, { status: number; message: string }>

export type ErrorCode = keyof typeof ERRORS

/** The body of every refusal. `details.fields` names each bad field with its sentence. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; details?: ErrorDetails }
}

export interface ErrorDetails {
  /** Path of the field (`address.lat`) to its sentences. */
  fields?: Record<string, string[]>
  /** Sentences that belong to no single field. */
  form?: string[]
  /** With TOO_MANY_REQUESTS: seconds after which another try makes sense; also the header `Retry-After`. */
  retryAfterSeconds?: number
  [more: string]: unknown
}

/** The one error class whose sentences people read: every other error is answered as INTERNAL and logged. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string = ERRORS[code].message,
    readonly details?: ErrorDetails,
  ) {
    super(message)
    this.name = 'AppError'
  }
}
