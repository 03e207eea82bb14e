import { TABLE_MAX_BYTES } from '@yike/shared/files/tables'
import type { UploadLimits } from '../http/upload'

/** An upload of a table for an import. */
export const TABLE_UPLOAD: UploadLimits = {
  maxBytes: TABLE_MAX_BYTES,
  expected: '要用表单上传一个文件，部分的名字叫 file。',
  tooLarge: `文件太大了，最多 ${TABLE_MAX_BYTES / 1024 / 1024} MB，请分几份传。`,
}
