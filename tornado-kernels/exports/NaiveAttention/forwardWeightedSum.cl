__kernel void forwardWeightedSum(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *probabilities, __global uchar *w, __global uchar *ranges, __global uchar *shape, __global uchar *o)
{
  bool b_17;
  float f_64, f_71, f_74, f_88, f_89;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_16, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_30, i_32, i_34, i_36, i_38, i_40, i_42, i_44;
  int i_46, i_48, i_50, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_65, i_66, i_72, i_73, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82;
  int i_83, i_90, i_92, i_94, i_96, i_98, i_100, i_101, i_102, i_103, i_104, i_105;
  int i_106, i_107, i_108;
  long l_26, l_27, l_28, l_51, l_52, l_53, l_67, l_68, l_69, l_84, l_85, l_86;
  long l_109, l_110, l_111;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_29, ul_31, ul_33;
  ulong ul_35, ul_37, ul_39, ul_41, ul_43, ul_45, ul_47, ul_49, ul_54, ul_70, ul_87, ul_91;
  ulong ul_93, ul_95, ul_97, ul_99, ul_112;

  // BLOCK 0
  ul_0  =  (ulong) probabilities;
  ul_1  =  (ulong) w;
  ul_2  =  (ulong) ranges;
  ul_3  =  (ulong) shape;
  ul_4  =  (ulong) o;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 28L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 36L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_6 * i_12;
  i_15  =  i_14 * i_8;
  i_16  =  i_15 * i_10;
  b_17  =  i_13 < i_16;
  if(b_17)
  {
    // BLOCK 1
    i_18  =  i_13 / i_10;
    i_19  =  i_18 / i_8;
    i_20  =  i_19 / i_6;
    i_21  =  i_20 * i_8;
    i_22  =  i_18 % i_8;
    i_23  =  i_21 + i_22;
    i_24  =  i_23 << 1;
    i_25  =  i_24 + 1;
    l_26  =  (long) i_25;
    l_27  =  l_26 + 4L;
    l_28  =  l_27 << 2;
    ul_29  =  ul_2 + l_28;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_3 + 72L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_3 + 24L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_3 + 60L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_3 + 64L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_3 + 68L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_3 + 76L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_3 + 40L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_3 + 44L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_3 + 48L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_3 + 52L;
    i_50  =  *((__global int *) ul_49);
    l_51  =  (long) i_24;
    l_52  =  l_51 + 4L;
    l_53  =  l_52 << 2;
    ul_54  =  ul_2 + l_53;
    i_55  =  *((__global int *) ul_54);
    i_56  =  i_46 * i_20;
    i_57  =  i_56 + i_44;
    i_58  =  i_19 % i_6;
    i_59  =  i_58 * i_48;
    i_60  =  i_57 + i_59;
    i_61  =  i_50 * i_22;
    i_62  =  i_60 + i_61;
    i_63  =  i_13 % i_10;
    // BLOCK 2 MERGES [1 6 ]
    f_64  =  0.0F;
    i_65  =  i_55;
    for(;i_65 < i_30;)
    {
      // BLOCK 3
      i_66  =  i_62 + i_65;
      l_67  =  (long) i_66;
      l_68  =  l_67 + 4L;
      l_69  =  l_68 << 2;
      ul_70  =  ul_0 + l_69;
      f_71  =  *((__global float *) ul_70);
      i_72  =  i_65 + 1;
      i_73  =  isequal(f_71, 0.0F);
      if(i_73 == 1)
      {
        // BLOCK 4
        f_74  =  f_64;
      }  // B3
      else
      {
        // BLOCK 5
        i_75  =  i_32 * i_65;
        i_76  =  i_38 * i_20;
        i_77  =  i_76 + i_36;
        i_78  =  i_58 / i_34;
        i_79  =  i_78 * i_40;
        i_80  =  i_77 + i_79;
        i_81  =  i_63 * i_42;
        i_82  =  i_80 + i_81;
        i_83  =  i_75 + i_82;
        l_84  =  (long) i_83;
        l_85  =  l_84 + 4L;
        l_86  =  l_85 << 2;
        ul_87  =  ul_1 + l_86;
        f_88  =  *((__global float *) ul_87);
        f_89  =  fma(f_71, f_88, f_64);
        f_74  =  f_89;
      }  // B3
      // BLOCK 6 MERGES [4 5 ]
      i_90  =  i_72;
      f_64  =  f_74;
      i_65  =  i_90;
    }  // B2
    // BLOCK 7
    ul_91  =  ul_3 + 80L;
    i_92  =  *((__global int *) ul_91);
    ul_93  =  ul_3 + 84L;
    i_94  =  *((__global int *) ul_93);
    ul_95  =  ul_3 + 88L;
    i_96  =  *((__global int *) ul_95);
    ul_97  =  ul_3 + 92L;
    i_98  =  *((__global int *) ul_97);
    ul_99  =  ul_3 + 96L;
    i_100  =  *((__global int *) ul_99);
    i_101  =  i_94 * i_20;
    i_102  =  i_101 + i_92;
    i_103  =  i_96 * i_58;
    i_104  =  i_102 + i_103;
    i_105  =  i_98 * i_22;
    i_106  =  i_104 + i_105;
    i_107  =  i_100 * i_63;
    i_108  =  i_106 + i_107;
    l_109  =  (long) i_108;
    l_110  =  l_109 + 4L;
    l_111  =  l_110 << 2;
    ul_112  =  ul_4 + l_111;
    *((__global float *) ul_112)  =  f_64;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
