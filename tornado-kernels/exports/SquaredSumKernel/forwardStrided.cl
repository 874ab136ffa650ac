__kernel void forwardStrided(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *parts)
{
  bool b_8;
  float f_22, f_23, f_24, f_25, f_26, f_27, f_28, f_29, f_37, f_38, f_44, f_45;
  float f_51, f_52, f_58, f_59, f_65, f_66, f_72, f_73, f_79, f_80, f_86, f_87;
  float f_93, f_100, f_101, f_107, f_108, f_109, f_110, f_111, f_112, f_113, f_114;
  int i_6, i_7, i_10, i_12, i_13, i_14, i_15, i_16, i_17, i_18, i_19, i_20;
  int i_21, i_30, i_31, i_32, i_39, i_46, i_53, i_60, i_67, i_74, i_81, i_88;
  int i_89, i_90, i_91, i_92, i_94, i_95, i_102;
  long l_33, l_34, l_35, l_40, l_41, l_42, l_47, l_48, l_49, l_54, l_55, l_56;
  long l_61, l_62, l_63, l_68, l_69, l_70, l_75, l_76, l_77, l_82, l_83, l_84;
  long l_96, l_97, l_98, l_103, l_104, l_105;
  ulong ul_0, ul_1, ul_2, ul_5, ul_9, ul_11, ul_36, ul_43, ul_50, ul_57, ul_64, ul_71;
  ulong ul_78, ul_85, ul_99, ul_106;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) parts;
  __private float ul_3[8];
  __private float* ul_4 = ul_3;
  ul_5  =  ul_1 + 20L;
  i_6  =  *((__global int *) ul_5);
  i_7  =  get_global_id(0);
  b_8  =  i_7 < i_6;
  if(b_8)
  {
    // BLOCK 1
    ul_9  =  ul_1 + 28L;
    i_10  =  *((__global int *) ul_9);
    ul_11  =  ul_1 + 16L;
    i_12  =  *((__global int *) ul_11);
    ul_4[0]  =  0.0F;
    ul_4[1]  =  0.0F;
    ul_4[2]  =  0.0F;
    ul_4[3]  =  0.0F;
    ul_4[4]  =  0.0F;
    ul_4[5]  =  0.0F;
    ul_4[6]  =  0.0F;
    ul_4[7]  =  0.0F;
    i_13  =  i_6 << 3;
    i_14  =  i_12 / i_13;
    i_15  =  i_13 - i_6;
    i_16  =  i_6 << 1;
    i_17  =  i_6 << 2;
    i_18  =  i_16 + i_17;
    i_19  =  i_17 + i_6;
    i_20  =  i_16 + i_6;
    // BLOCK 2 MERGES [1 3 ]
    i_21  =  0;
    f_22  =  0.0F;
    f_23  =  0.0F;
    f_24  =  0.0F;
    f_25  =  0.0F;
    f_26  =  0.0F;
    f_27  =  0.0F;
    f_28  =  0.0F;
    f_29  =  0.0F;
    for(;i_21 < i_14;)
    {
      // BLOCK 3
      i_30  =  i_21 * i_13;
      i_31  =  i_10 + i_30;
      i_32  =  i_31 + i_7;
      l_33  =  (long) i_32;
      l_34  =  l_33 + 4L;
      l_35  =  l_34 << 2;
      ul_36  =  ul_0 + l_35;
      f_37  =  *((__global float *) ul_36);
      f_38  =  fma(f_37, f_37, f_22);
      ul_4[0]  =  f_38;
      i_39  =  i_32 + i_6;
      l_40  =  (long) i_39;
      l_41  =  l_40 + 4L;
      l_42  =  l_41 << 2;
      ul_43  =  ul_0 + l_42;
      f_44  =  *((__global float *) ul_43);
      f_45  =  fma(f_44, f_44, f_23);
      ul_4[1]  =  f_45;
      i_46  =  i_32 + i_16;
      l_47  =  (long) i_46;
      l_48  =  l_47 + 4L;
      l_49  =  l_48 << 2;
      ul_50  =  ul_0 + l_49;
      f_51  =  *((__global float *) ul_50);
      f_52  =  fma(f_51, f_51, f_24);
      ul_4[2]  =  f_52;
      i_53  =  i_20 + i_32;
      l_54  =  (long) i_53;
      l_55  =  l_54 + 4L;
      l_56  =  l_55 << 2;
      ul_57  =  ul_0 + l_56;
      f_58  =  *((__global float *) ul_57);
      f_59  =  fma(f_58, f_58, f_25);
      ul_4[3]  =  f_59;
      i_60  =  i_32 + i_17;
      l_61  =  (long) i_60;
      l_62  =  l_61 + 4L;
      l_63  =  l_62 << 2;
      ul_64  =  ul_0 + l_63;
      f_65  =  *((__global float *) ul_64);
      f_66  =  fma(f_65, f_65, f_26);
      ul_4[4]  =  f_66;
      i_67  =  i_19 + i_32;
      l_68  =  (long) i_67;
      l_69  =  l_68 + 4L;
      l_70  =  l_69 << 2;
      ul_71  =  ul_0 + l_70;
      f_72  =  *((__global float *) ul_71);
      f_73  =  fma(f_72, f_72, f_27);
      ul_4[5]  =  f_73;
      i_74  =  i_18 + i_32;
      l_75  =  (long) i_74;
      l_76  =  l_75 + 4L;
      l_77  =  l_76 << 2;
      ul_78  =  ul_0 + l_77;
      f_79  =  *((__global float *) ul_78);
      f_80  =  fma(f_79, f_79, f_28);
      ul_4[6]  =  f_80;
      i_81  =  i_15 + i_32;
      l_82  =  (long) i_81;
      l_83  =  l_82 + 4L;
      l_84  =  l_83 << 2;
      ul_85  =  ul_0 + l_84;
      f_86  =  *((__global float *) ul_85);
      f_87  =  fma(f_86, f_86, f_29);
      ul_4[7]  =  f_87;
      i_88  =  i_21 + 1;
      i_21  =  i_88;
      f_22  =  f_38;
      f_23  =  f_45;
      f_24  =  f_52;
      f_25  =  f_59;
      f_26  =  f_66;
      f_27  =  f_73;
      f_28  =  f_80;
      f_29  =  f_87;
    }  // B2
    // BLOCK 4
    i_89  =  i_6 * i_14;
    i_90  =  i_89 << 3;
    i_91  =  i_90 + i_10;
    i_92  =  i_12 - i_90;
    // BLOCK 5 MERGES [4 6 ]
    f_93  =  0.0F;
    i_94  =  i_7;
    for(;i_94 < i_92;)
    {
      // BLOCK 6
      i_95  =  i_91 + i_94;
      l_96  =  (long) i_95;
      l_97  =  l_96 + 4L;
      l_98  =  l_97 << 2;
      ul_99  =  ul_0 + l_98;
      f_100  =  *((__global float *) ul_99);
      f_101  =  fma(f_100, f_100, f_93);
      i_102  =  i_94 + i_6;
      f_93  =  f_101;
      i_94  =  i_102;
    }  // B5
    // BLOCK 7
    l_103  =  (long) i_7;
    l_104  =  l_103 + 4L;
    l_105  =  l_104 << 2;
    ul_106  =  ul_2 + l_105;
    f_107  =  f_22 + f_23;
    f_108  =  f_24 + f_25;
    f_109  =  f_107 + f_108;
    f_110  =  f_26 + f_27;
    f_111  =  f_28 + f_29;
    f_112  =  f_110 + f_111;
    f_113  =  f_109 + f_112;
    f_114  =  f_113 + f_93;
    *((__global float *) ul_106)  =  f_114;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
