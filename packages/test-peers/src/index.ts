// peer     an independent program that speaks the protocol of the real thing
// missing  why a peer cannot be had: the tests that need it are skipped with these words; with CI=true that is a failure

export type { Page } from "playwright-core";
export { type AwsSettings, boto3Peer, runAws, runPython } from "./boto3.ts";
export { capinfos, capinfosPeer } from "./capinfos.ts";
export { chromiumPeer, openBrowser } from "./chromium.ts";
export { type Moto, motoPeer, startMoto } from "./moto.ts";
export { type MotoScene, motoCredentials, motoScene } from "./moto-scene.ts";
export type { Peer } from "./peer.ts";
export { pyYamlPeer, readWithPyYaml } from "./pyyaml.ts";
export { virl2ClientPeer, virl2Python } from "./virl2-client.ts";
export { zshPeer } from "./zsh.ts";
