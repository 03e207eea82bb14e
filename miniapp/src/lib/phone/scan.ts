import Taro from '@tarojs/taro'

/** Reads a QR code with the camera; null when the person gave up. A browser cannot (scan.h5.ts). */
export const scanCode: (() => Promise<string | null>) | null = async () => {
  const read = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null)
  return read?.result ?? null
}
