import type { Octets } from '../octets.ts';

/** Octets written in hexadecimal, blanks and line breaks ignored. */
export function hex(text: string): Octets {
  return new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));
}

/** draft-irtf-cfrg-cpace-21, B.3: ristretto255 and SHA-512. */
export const RUN = {
  secret: hex('50617373776f7264'),
  channel: hex('0b415f696e69746961746f720b425f726573706f6e646572'),
  session: hex('7e4b4791d6a8ef019b936c79fb7f2c57'),
  generatorString: hex(`
    11435061636552697374726574746f3235350850617373776f726464
    00000000000000000000000000000000000000000000000000000000
    00000000000000000000000000000000000000000000000000000000
    00000000000000000000000000000000000000000000000000000000
    00000000000000000000000000000000180b415f696e69746961746f
    720b425f726573706f6e646572107e4b4791d6a8ef019b936c79fb7f
    2c57`),
  generator: hex('222b6b195fe84b1652badb6f6a3ae3d24341e7306967f0b8115b40d5698c7e56'),
  initiator: {
    scalar: hex('da3d23700a9e5699258aef94dc060dfda5ebb61f02a5ea77fad53f4ff0976d08'),
    data: hex('414461'),
    share: hex('d6bac480f2c386c394efc7c47adb9925dcd2630b64f240c50f8d0eec482b9157'),
  },
  responder: {
    scalar: hex('d2316b454718c35362d83d69df6320f38578ed5984651435e2949762d900b80d'),
    data: hex('414462'),
    share: hex('3ea7e0b19560d7c0b0f5734f63b955286dfa8232b5ebe63324e2d9e7433f7258'),
  },
  point: hex('80b69a8a76457ab6a4d7f887a4bf6b55a2f80ac19c333f917a05fc9887c8b40f'),
  key: hex(`
    b69effbf61b51d56401c0f65601abe428de8206feaaf0e32198896dc
    ae7b35cd2b38950a39dfd5d4a79164614c2984f7daa460b588c1e80c
    3fa2068af7900447`),
} as const;

/** B.3.10 and B.3.11: a share that has to give `point`, and two that have to be refused. */
export const SHARES = {
  scalar: hex('7cd0e075fa7955ba52c02759a6c90dbbfc10e6d40aea8d283e407d88cf538a05'),
  valid: hex('2c3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c'),
  point: hex('7c13645fe790a468f62c39beb7388e541d8405d1ade69d1778c5fe3e7f6b600e'),
  noElement: hex('2b3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c'),
  neutral: hex('0000000000000000000000000000000000000000000000000000000000000000'),
} as const;
