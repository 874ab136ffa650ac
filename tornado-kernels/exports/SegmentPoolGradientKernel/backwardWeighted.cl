__kernel void backwardWeighted(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *weights, __global uchar *dy, __global uchar *lengths, __global uchar *sizes, __global uchar *dx)
{
  bool b_21, b_29, b_35;
  float f_55, f_78, f_79, f_80;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_22, i_23;
  int i_24, i_25, i_26, i_27, i_28, i_34, i_37, i_39, i_41, i_43, i_44, i_45;
  int i_46, i_47, i_48, i_49, i_50, i_57, i_59, i_61, i_63, i_65, i_66, i_67;
  int i_68, i_69, i_70, i_71, i_72, i_73, i_82, i_84, i_86, i_88, i_90, i_91;
  int i_92, i_93, i_94, i_95, i_96, i_97, i_98;
  long l_30, l_31, l_32, l_51, l_52, l_53, l_74, l_75, l_76, l_99, l_100, l_101;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_33;
  ulong ul_36, ul_38, ul_40, ul_42, ul_54, ul_56, ul_58, ul_60, ul_62, ul_64, ul_77, ul_81;
  ulong ul_83, ul_85, ul_87, ul_89, ul_102;

  // BLOCK 0
  ul_0  =  (ulong) weights;
  ul_1  =  (ulong) dy;
  ul_2  =  (ulong) lengths;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) dx;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 32L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_3 + 36L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_3 + 16L;
  i_16  =  *((__global int *) ul_15);
  i_17  =  get_global_id(0);
  i_18  =  i_6 * i_16;
  i_19  =  i_18 * i_8;
  i_20  =  i_19 * i_12;
  b_21  =  i_17 < i_20;
  if(b_21)
  {
    // BLOCK 1
    i_22  =  i_17 / i_12;
    i_23  =  i_22 % i_8;
    i_24  =  i_23 / i_14;
    i_25  =  i_22 / i_8;
    i_26  =  i_25 % i_6;
    i_27  =  i_17 % i_12;
    i_28  =  i_25 / i_6;
    b_29  =  i_24 < i_10;
    if(b_29)
    {
      // BLOCK 2
      l_30  =  (long) i_28;
      l_31  =  l_30 + 4L;
      l_32  =  l_31 << 2;
      ul_33  =  ul_2 + l_32;
      i_34  =  *((__global int *) ul_33);
      b_35  =  i_23 < i_34;
      if(b_35)
      {
        // BLOCK 3
        ul_36  =  ul_3 + 60L;
        i_37  =  *((__global int *) ul_36);
        ul_38  =  ul_3 + 68L;
        i_39  =  *((__global int *) ul_38);
        ul_40  =  ul_3 + 72L;
        i_41  =  *((__global int *) ul_40);
        ul_42  =  ul_3 + 76L;
        i_43  =  *((__global int *) ul_42);
        i_44  =  i_26 * i_39;
        i_45  =  i_44 + i_37;
        i_46  =  i_27 * i_41;
        i_47  =  i_45 + i_46;
        i_48  =  i_23 % i_14;
        i_49  =  i_48 * i_43;
        i_50  =  i_47 + i_49;
        l_51  =  (long) i_50;
        l_52  =  l_51 + 4L;
        l_53  =  l_52 << 2;
        ul_54  =  ul_0 + l_53;
        f_55  =  *((__global float *) ul_54);
        ul_56  =  ul_3 + 80L;
        i_57  =  *((__global int *) ul_56);
        ul_58  =  ul_3 + 84L;
        i_59  =  *((__global int *) ul_58);
        ul_60  =  ul_3 + 88L;
        i_61  =  *((__global int *) ul_60);
        ul_62  =  ul_3 + 92L;
        i_63  =  *((__global int *) ul_62);
        ul_64  =  ul_3 + 96L;
        i_65  =  *((__global int *) ul_64);
        i_66  =  i_59 * i_28;
        i_67  =  i_66 + i_57;
        i_68  =  i_61 * i_26;
        i_69  =  i_67 + i_68;
        i_70  =  i_63 * i_24;
        i_71  =  i_69 + i_70;
        i_72  =  i_65 * i_27;
        i_73  =  i_71 + i_72;
        l_74  =  (long) i_73;
        l_75  =  l_74 + 4L;
        l_76  =  l_75 << 2;
        ul_77  =  ul_1 + l_76;
        f_78  =  *((__global float *) ul_77);
        f_79  =  f_55 * f_78;
        f_80  =  f_79;
      }  // B2
      else
      {
        // BLOCK 4
        f_80  =  0.0F;
      }  // B2
    }  // B1
    else
    {
      // BLOCK 5
      f_80  =  0.0F;
    }  // B1
    // BLOCK 6 MERGES [5 4 3 ]
    ul_81  =  ul_3 + 100L;
    i_82  =  *((__global int *) ul_81);
    ul_83  =  ul_3 + 104L;
    i_84  =  *((__global int *) ul_83);
    ul_85  =  ul_3 + 108L;
    i_86  =  *((__global int *) ul_85);
    ul_87  =  ul_3 + 112L;
    i_88  =  *((__global int *) ul_87);
    ul_89  =  ul_3 + 116L;
    i_90  =  *((__global int *) ul_89);
    i_91  =  i_84 * i_28;
    i_92  =  i_91 + i_82;
    i_93  =  i_86 * i_26;
    i_94  =  i_92 + i_93;
    i_95  =  i_88 * i_23;
    i_96  =  i_94 + i_95;
    i_97  =  i_90 * i_27;
    i_98  =  i_96 + i_97;
    l_99  =  (long) i_98;
    l_100  =  l_99 + 4L;
    l_101  =  l_100 << 2;
    ul_102  =  ul_4 + l_101;
    *((__global float *) ul_102)  =  f_80;
  }  // B0
  else
  {
    // BLOCK 7
  }  // B0
  // BLOCK 8 MERGES [7 6 ]
  return;
}  //  kernel
