// Controller: one CML machine. Operation: one entry of its API, named like "GET /labs/{lab_id}". Attempt: one request
// of an operation. Drift: a difference between an answer and what is known of the API. Pin: the fingerprint of the one
// certificate that is believed.

export type { CmlAnnotation, CmlAnnotationSettings } from "./annotations/annotation.ts";
export type { CmlAnnotations } from "./annotations/annotations.ts";
export type {
  CmlSmartAnnotation,
  CmlSmartAnnotationSettings,
  CmlSmartAnnotations,
} from "./annotations/smart-annotations.ts";
export type { CmlContent, CmlOperation, CmlParameter, JsonSchema } from "./api/operation.ts";
export { type CmlOperationName, operations } from "./api/operations.ts";
export type { CmlAnswer, CmlInput, CmlRequest, CmlRequestArguments } from "./api/request.ts";
export type { CmlOperations } from "./api/types.ts";
export type { CmlContentUpload, CmlFileUpload, CmlUpload } from "./api/upload.ts";
export type { CmlAuth, CmlSecret } from "./auth/auth.ts";
export { fileTokenCache } from "./auth/file-token-cache.ts";
export type { CmlToken } from "./auth/token.ts";
export { type CmlMemoryTokenCache, type CmlTokenCache, memoryTokenCache } from "./auth/token-cache.ts";
export type { CmlAuthentication } from "./authentication/authentication.ts";
export type { CmlUserCredentials, CmlUserLogin } from "./authentication/login.ts";
export type { CmlCallOptions } from "./call-options.ts";
export { type CmlClient, createCmlClient } from "./client.ts";
export type { CmlImageDefinition, CmlImageDefinitionSettings } from "./definitions/image-definition.ts";
export type { CmlImageDefinitions } from "./definitions/image-definitions.ts";
export type {
  CmlNewNodeDefinition,
  CmlNodeDefinition,
  CmlNodeDefinitionFile,
} from "./definitions/node-definition.ts";
export type { CmlNodeDefinitions } from "./definitions/node-definitions.ts";
export type {
  CmlChannelMessages,
  CmlChannelName,
  CmlFailureMessage,
  CmlOrigin,
  CmlRequestMessage,
  CmlResponseMessage,
} from "./diagnostics/channels.ts";
export { subscribeToCml } from "./diagnostics/subscribe.ts";
export { CmlError, type CmlErrorCode, type CmlErrorOptions } from "./errors.ts";
export type { CmlEventsConnection } from "./events/connection-options.ts";
export type {
  CmlConnectedEvent,
  CmlDisconnectedEvent,
  CmlEvent,
  CmlLabChangeEvent,
  CmlLabElementEvent,
  CmlLabStatsEvent,
  CmlResyncEvent,
  CmlStateChangeEvent,
  CmlSystemStatsEvent,
  CmlToldEvent,
  CmlUnknownEvent,
} from "./events/event.ts";
export type { CmlEventStream, CmlEvents, CmlEventsOptions } from "./events/events.ts";
export {
  type CmlFleetClient,
  type CmlFleetController,
  type CmlFleetOptions,
  createCmlFleetClient,
} from "./fleet/fleet-client.ts";
export type { CmlFleetResult } from "./fleet/fleet-result.ts";
export type { CmlFleetTurn, CmlFleetWork } from "./fleet/fleet-work.ts";
export type { CmlFleetRunOptions } from "./fleet/run-options.ts";
export type { CmlGroup, CmlGroupSettings, CmlGroups, CmlNewGroup } from "./groups/groups.ts";
export type {
  CmlAttempt,
  CmlBreakerChange,
  CmlBreakerState,
  CmlDrift,
  CmlHooks,
  CmlLogin,
  CmlRequestFact,
  CmlResponse,
  CmlRetry,
} from "./hooks.ts";
export type { CmlImages } from "./images/images.ts";
export type { CmlInterface, CmlInterfaceOperation } from "./interfaces/interface.ts";
export type { CmlInterfaceState, CmlInterfaces, CmlNewInterface } from "./interfaces/interfaces.ts";
export type {
  CmlConsoleKeyTarget,
  CmlKeyOptions,
  CmlKeys,
  CmlKeyTarget,
  CmlVncKeyTarget,
} from "./keys/keys.ts";
export type {
  CmlLabAssociation,
  CmlLabAssociations,
  CmlLabPermission,
  CmlLabSharing,
} from "./labs/associations.ts";
export type { CmlLab, CmlLabGroup } from "./labs/lab.ts";
export type { CmlLabEvent } from "./labs/lab-event.ts";
export type {
  CmlImportedLab,
  CmlImportOptions,
  CmlLabExchange,
  CmlTopologyFile,
} from "./labs/lab-exchange.ts";
export type { CmlElementStates, CmlLabLifecycle } from "./labs/lab-lifecycle.ts";
export type { CmlLabObservations } from "./labs/lab-observations.ts";
export type { CmlLabSettings } from "./labs/lab-settings.ts";
export type { CmlConnectorMapping, CmlLabSharingCalls } from "./labs/lab-sharing.ts";
export type { CmlLabTile } from "./labs/lab-tile.ts";
export type { CmlLabListOptions, CmlLabs } from "./labs/labs.ts";
export type { CmlLayer3Addresses, CmlSeenAddresses } from "./labs/layer3-addresses.ts";
export type { CmlLinkUsage, CmlNodeUsage, CmlSimulationStats } from "./labs/simulation-stats.ts";
export type { CmlTopology, CmlTopologyInterface, CmlTopologyLink, CmlTopologyNode } from "./labs/topology.ts";
export type { CmlFeatureCount, CmlLicenseTransport, CmlLicensing } from "./licensing/licensing.ts";
export type { CmlDeregistration, CmlLicenseRegistration, CmlRegistration } from "./licensing/registration.ts";
export type { CmlLicenseReservation } from "./licensing/reservation.ts";
export type { CmlLicenseFeature, CmlLicensingStatus } from "./licensing/status.ts";
export type { CmlLinkCondition, CmlLinkConditionSettings } from "./links/condition.ts";
export type { CmlLink } from "./links/link.ts";
export type {
  CmlCaptureConfiguration,
  CmlCaptureSettings,
  CmlCaptureStatus,
  CmlLinkCaptures,
} from "./links/link-capture.ts";
export type { CmlLinkConditions } from "./links/link-condition.ts";
export type { CmlLinks, CmlNewLink } from "./links/links.ts";
export type { CmlConfigurationFile } from "./nodes/configuration.ts";
export type { CmlCreated, CmlNewNode } from "./nodes/create-node.ts";
export type { CmlNode, CmlNodeOperation, CmlSerialConsole } from "./nodes/node.ts";
export type { CmlConsoleLogOptions, CmlNodeAccess } from "./nodes/node-access.ts";
export type { CmlNodeLifecycle, CmlNodeState } from "./nodes/node-lifecycle.ts";
export type { CmlNodeSettings, CmlNodeShape } from "./nodes/node-settings.ts";
export type { CmlNodeReadOptions, CmlNodes } from "./nodes/nodes.ts";
export type { CmlClientOptions } from "./options.ts";
export type { CmlPacket, CmlPcap } from "./pcap/pcap.ts";
export type { CmlResourceGroups } from "./resource-groups.ts";
export type {
  CmlNewResourcePool,
  CmlResourcePool,
  CmlResourcePoolSettings,
  CmlResourcePoolUsage,
  CmlResources,
} from "./resource-pools/resource-pool.ts";
export type { CmlResourcePools } from "./resource-pools/resource-pools.ts";
export type { CmlSampleLab, CmlSampleLabs } from "./sample-labs/sample-labs.ts";
export type { CmlAuthTest, CmlAuthTestResult, CmlSystemAuth } from "./system/auth.ts";
export type { CmlAuthConfig, CmlAuthSettings } from "./system/auth-config.ts";
export type {
  CmlAdmissionState,
  CmlComputeHost,
  CmlComputeHosts,
  CmlNodeCounts,
} from "./system/compute-hosts.ts";
export type {
  CmlDiagnostics,
  CmlLabDiagnostics,
  CmlNodeDiagnostics,
  CmlStartup,
} from "./system/diagnostics.ts";
export type {
  CmlExternalConnector,
  CmlExternalConnectorSettings,
  CmlExternalConnectorState,
  CmlExternalConnectors,
} from "./system/external-connectors.ts";
export type { CmlComputeHealth, CmlControllerHealth, CmlSystemHealth } from "./system/health.ts";
export type { CmlSystemInformation } from "./system/information.ts";
export type { CmlMaintenanceMode, CmlMaintenanceSettings } from "./system/maintenance-mode.ts";
export type { CmlNotice } from "./system/notice.ts";
export type { CmlNewNotice, CmlNoticeChanges, CmlNoticeSettings, CmlNotices } from "./system/notices.ts";
export type { CmlComputeStats, CmlSpace, CmlSystemStats, CmlWorkload } from "./system/stats.ts";
export type { CmlSystem } from "./system/system.ts";
export type { CmlTelemetryEvent } from "./telemetry/event.ts";
export type { CmlOptIn, CmlOptInChoice } from "./telemetry/opt-in.ts";
export type { CmlTelemetryNews, CmlTelemetryWatermark } from "./telemetry/since.ts";
export type { CmlTelemetry, CmlTelemetrySettings } from "./telemetry/telemetry.ts";
export type { CmlCertificate } from "./tls/certificate.ts";
export { normalizeFingerprint } from "./tls/fingerprint.ts";
export type { CmlTls } from "./tls/tls-options.ts";
export type { CmlUploadOptions } from "./transfer/transfer.ts";
export type { CmlTransferOptions, CmlUploadProgress } from "./transfer/transfer-options.ts";
export type { CmlBreakerOptions } from "./transport/breaker-options.ts";
export type { CmlRetryOptions } from "./transport/retry.ts";
export type { CmlNewUser, CmlPasswordChange, CmlUser, CmlUserSettings } from "./users/user.ts";
export type { CmlUserChanges, CmlUsers } from "./users/users.ts";
export type { CmlConvergence, CmlConvergenceOptions } from "./waiting/convergence.ts";
export type { CmlWaitOptions } from "./waiting/deadline.ts";
export type { CmlFallenNode } from "./waiting/fallen-node.ts";
export type { CmlLabWaiting } from "./waiting/lab-waiting.ts";
export type { CmlNodeProgress } from "./waiting/node-tracker.ts";
export type { CmlLabStep, CmlLabStepProgress } from "./waiting/reach.ts";
export type { CmlRegisterAndWaitOptions } from "./waiting/register-and-wait.ts";
export type { CmlRegistrationOutcome, CmlRegistrationProgress } from "./waiting/registration-outcome.ts";
export type { CmlLabSequenceOptions } from "./waiting/wait-options.ts";
