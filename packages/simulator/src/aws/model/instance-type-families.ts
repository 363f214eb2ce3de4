/**
 * Families of types with x86-64 CPUs, but for those with accelerators other than graphics, for high performance computing and
 * with more than 8 TiB of memory: their names, GiB of memory per CPU, threads per core, and their sizes. A size is written
 * with its CPUs (`metal=96`) and its GiB of memory (`nano/0.5`) where they do not follow from its name.
 */
export const familyTable = `
c1 | 0.85 | 1 | medium xlarge=8/7
c3 | 1.875 | 2 | large xlarge 2xlarge 4xlarge 8xlarge
c4 | 1.875 | 2 | large xlarge 2xlarge 4xlarge 8xlarge=36/60
c5 c5d | 2 | 2 | large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal=96
c5a c5ad | 2 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
c5n | 2.625 | 2 | large xlarge 2xlarge 4xlarge 9xlarge/96 18xlarge/192 metal=72/192
c6a | 2 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
c6i c6id c6in | 2 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
c7a | 2 | 1 | medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl
c7i | 2 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c7i-flex c8i-flex | 2 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
c8a | 2 | 1 | medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c8i c8ib c8id c8in | 2 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
c8ine | 2 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge
d2 | 7.625 | 2 | xlarge 2xlarge 4xlarge 8xlarge=36/244
d3 | 8 | 2 | xlarge 2xlarge 4xlarge 8xlarge
d3en | 4 | 2 | xlarge 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge
g4ad | 4 | 2 | xlarge 2xlarge 4xlarge 8xlarge 16xlarge
g4dn | 4 | 2 | xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=96
g5 g6 | 4 | 2 | xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge
g6e | 8 | 2 | xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge
g6f | 4 | 2 | large xlarge 2xlarge 4xlarge
gr6 | 8 | 2 | 4xlarge 8xlarge
gr6f | 8 | 2 | 4xlarge
h1 | 4 | 2 | 2xlarge 4xlarge 8xlarge 16xlarge
i2 | 7.625 | 2 | xlarge 2xlarge 4xlarge 8xlarge
i3 r4 | 7.625 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
i3en | 8 | 2 | large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 24xlarge metal=96
i4i r6i r6id r6idn r6in | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
i7i r7i | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
i7ie | 8 | 2 | large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m1 | 3.75 | 1 | small=1/1.699 medium=1/3.699 large xlarge
m2 | 8.55 | 1 | xlarge=2 2xlarge=4 4xlarge=8
m3 | 3.75 | 2 | medium=1 large xlarge 2xlarge
m4 | 4 | 2 | large xlarge 2xlarge 4xlarge 10xlarge 16xlarge
m5 m5d m5dn m5n | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5a m5ad | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
m5zn | 4 | 2 | large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal=48
m6a | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
m6i m6id m6idn m6in | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m7a | 4 | 1 | medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl
m7i | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m7i-flex m8i-flex | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
m8a | 4 | 1 | medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m8azn | 4 | 1 | medium=1 large xlarge 3xlarge 6xlarge 12xlarge metal-12xl 24xlarge metal-24xl
m8i m8id | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
m8ib m8in | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge
m8ine | 4 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge
r3 | 7.625 | 2 | large/15 xlarge 2xlarge 4xlarge 8xlarge
r5 r5b r5d r5dn r5n | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5a r5ad | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
r6a | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
r7a | 8 | 1 | medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl
r7iz | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal-16xl 32xlarge metal-32xl
r8a | 8 | 1 | medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
r8i r8id | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
r8i-flex | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
r8ib r8in | 8 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge
t1 | 0.612 | 1 | micro=1
t2 | 4 | 1 | nano=1/0.5 micro=1/1 small=1/2 medium/4 large xlarge 2xlarge
t3 t3a | 4 | 2 | nano/0.5 micro/1 small/2 medium/4 large xlarge 2xlarge
x1 | 15.25 | 2 | 16xlarge 32xlarge
x1e | 30.5 | 2 | xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge
x2idn | 16 | 2 | 16xlarge 24xlarge 32xlarge metal=128
x2iedn | 32 | 2 | xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal=128
x2iezn | 32 | 2 | 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge metal=48
x8aedz | 32 | 1 | large xlarge 3xlarge 6xlarge 12xlarge metal-12xl 24xlarge metal-24xl
x8i | 16 | 2 | large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 64xlarge 96xlarge metal-96xl
z1d | 8 | 2 | large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal=48
`;
