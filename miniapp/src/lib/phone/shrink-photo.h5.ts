import { PHOTO_MAX_BYTES } from '@yike/shared/files/rules'

/** Larger than the server keeps, in pixels. */
const LONGEST_SIDE = 2400
const QUALITY = 0.85
/** Smaller files are sent as they are: shrinking saves nothing. */
const SMALL_BYTES = 600 * 1024

const HEIC = /hei[cf]/i
const HEIC_WAY_OUT =
  '这张是 HEIC 照片，这里打不开。在手机“设置—相机—格式”里选“兼容性最佳”再拍，或者打开照片截个图，传截图。'

/**
 * A photo chosen in a browser, which gives it in its original size, made small enough to send. Throws an Error with a
 * sentence for the person where the browser cannot open it.
 */
export async function shrinkPhoto(path: string): Promise<string> {
  const blob = await (await fetch(path)).blob()
  const picture = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) {
    if (HEIC.test(blob.type) || (await isHeic(blob))) throw new Error(HEIC_WAY_OUT)
    throw new Error('这张照片打不开，换一张试试。')
  }
  const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  if (share === 1 && blob.size <= SMALL_BYTES) return path
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * share)
  canvas.height = Math.round(picture.height * share)
  const ground = canvas.getContext('2d')
  if (!ground) return path
  ground.fillStyle = 'white'
  ground.fillRect(0, 0, canvas.width, canvas.height)
  ground.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  return small && (small.size < blob.size || blob.size > PHOTO_MAX_BYTES) ? URL.createObjectURL(small) : path
}

/** By its first bytes: some phones name it .jpg. */
async function isHeic(blob: Blob) {
  const start = String.fromCharCode(...new Uint8Array(await blob.slice(4, 12).arrayBuffer()))
  return start.startsWith('ftyp') && /hei|mif1|msf1/.test(start)
}
